#include "client/viewmodels/wrapup_controller.hpp"

#include "client/viewmodels/feedback_draft.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/release.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

namespace {
QString const separator = QStringLiteral("；");

QString icon_of(std::string_view code) {
    if (code.starts_with("photo") || code == "finding_photo") return QStringLiteral("camera");
    if (code.starts_with("veto")) return QStringLiteral("flag");
    return code == "difference" ? QStringLiteral("person") : QStringLiteral("info");
}

/// A row says where it leads: to an item, a finding, or nowhere.
QString row_id(WrapupRow const& row) {
    return qt(row.code + "|" + row.item + "|" + row.finding);
}

/// The rule names an item by its code, a person by its number.
QString text_of(WrapupRow const& row) {
    auto const text = pick(row.text);
    return text.startsWith(qt(row.item)) ? number_of(row.item) + text.mid(qt(row.item).size()) : text;
}

/// Release is asked once for all photos of the visit: one row, however many items have photos.
std::vector<WrapupRow> with_one_release(std::vector<WrapupRow> found) {
    auto const unreleased = [](WrapupRow const& row) { return row.code == "photos_unreleased"; };
    if (std::erase_if(found, unreleased) > 0)
        found.push_back(
            {"photos_unreleased", {plain(qtTrId("wrapup.release")), plain(qtTrId("wrapup.release"))}, {}, {}});
    return found;
}

QList<QVariantMap> rows(std::vector<WrapupRow> const& found, bool must) {
    QList<QVariantMap> out;
    for (auto const& row : found) {
        bool const leads = !row.item.empty() || !row.finding.empty();
        out.push_back({{QStringLiteral("id"), row_id(row)},
                       {QStringLiteral("key"), key_of(row_id(row)).replace(QLatin1Char('|'), QLatin1Char('_'))},
                       {QStringLiteral("icon"), icon_of(row.code)},
                       {QStringLiteral("tone"), must ? QStringLiteral("danger") : QStringLiteral("neutral")},
                       {QStringLiteral("text"), text_of(row)},
                       {QStringLiteral("action"), !leads ? QString()
                                                  : must ? qtTrId("wrapup.fix")
                                                         : qtTrId("wrapup.look")}});
    }
    return out;
}
}  // namespace

WrapupController::WrapupController(Context& context, QObject* parent) : Controller(context, parent), typing_(context) {
    connect(&context_.visit, &VisitView::changed, this, &WrapupController::refresh);
    connect(&context_.navigator, &Navigator::routeChanged, this, [this] { typing_.leave(); });
    refresh();
}

void WrapupController::refresh() {
    auto const* list = context_.visit.list();
    wrapup_ = list ? wrap_up(*list, visit_facts(*list, context_.visit.file(), context_.visit.school()),
                             context_.visit.school())
                   : Wrapup{};
    must_.show(rows(with_one_release(wrapup_.must_fix), true));
    worth_.show(rows(wrapup_.worth_checking, false));
    emit changed();
}

QString WrapupController::summaryText() const {
    auto const& score = context_.visit.score();
    auto const done = qtTrId("wrapup.done").arg(score.tally.answered).arg(score.tally.items);
    return score.score && !ended() ? done + qtTrId("vm.comma") + qtTrId("score.raw") + QLatin1Char(' ') +
                                         QString::fromStdString(score.score->to_string())
                                   : done;
}
QVariantMap WrapupController::score() const {
    return context_.visit.list() ? score_map(*context_.visit.list(), context_.visit.score()) : QVariantMap();
}
QVariantList WrapupController::table() const {
    return score_table(context_.visit.score());
}

/// What this tablet has received of the others; how far their photos are, only the centre knows.
QVariantList WrapupController::peers() const {
    QVariantList out;
    if (!context_.visit.is_open()) return out;
    auto const& file = context_.visit.file();
    std::vector<Uuid> others{file.visit->value("lead").id()};
    for (auto const* member : file.visit->versions("members"))
        if (auto const value = Value::decode(view(member->value))) others.push_back(value->id());
    for (auto const& other : others) {
        if (other == context_.store.person() || other.is_nil()) continue;
        auto const by = [&other](Record const& record, char const* field) {
            auto const* state = record.find(field);
            auto const* shown = state ? shown_first(*state) : nullptr;
            return shown && shown->author == other;
        };
        auto const answers =
            std::ranges::count_if(file.answers, [&](auto const& one) { return by(*one.second, "verdict"); });
        auto const photos = std::ranges::count_if(file.photos, [&](auto const* one) { return by(*one, "sha256"); });
        bool const some = answers + photos > 0;
        auto const text = counted("wrapup.peer", static_cast<int>(answers)) + qtTrId("vm.comma") +
                          counted("wrapup.peer.photos", static_cast<int>(photos));
        auto const* person = context_.store.cache().find(RecordType::person, other);
        out.push_back(QVariantMap{{QStringLiteral("name"), person ? qt(person->value("name").text()) : QString()},
                                  {QStringLiteral("text"), some ? text : qtTrId("wrapup.peer.none")},
                                  {QStringLiteral("some"), some}});
    }
    return out;
}

bool WrapupController::ended() const {
    return context_.visit.is_open() && ended_early(context_.visit.state());
}
bool WrapupController::canComment() const {
    return context_.visit.is_open() && context_.visit.is_lead() && (!context_.visit.is_read_only() || ended());
}

QVariantMap WrapupController::endedNotice() const {
    if (!ended()) return {};
    return {{QStringLiteral("tone"), QStringLiteral("warning")},
            {QStringLiteral("icon"), QStringLiteral("info")},
            {QStringLiteral("text"), early_end_text(context_.visit.file())}};
}
QString WrapupController::submitText() const {
    return canSubmit() ? qtTrId("submit.ask") : whyNot();
}

QString WrapupController::comment() const {
    return context_.visit.is_open() ? qt(context_.visit.file().visit->value("summary").text()) : QString();
}
QString WrapupController::commentSaved() const {
    return comment().isEmpty() ? QString() : qtTrId("save.short");
}

QVariantList WrapupController::phrases() const {
    QVariantList out;
    auto const said = comment();
    for (auto const& words :
         {qtTrId("wrapup.phrase.good"), qtTrId("wrapup.phrase.safety"), qtTrId("wrapup.phrase.rectify")})
        out.push_back(option(words, words, said.contains(words)));
    return out;
}

QString WrapupController::findingsText() const {
    std::map<std::string, int> of_class;
    for (auto const* finding : context_.visit.file().findings) ++of_class[finding->value("class").text()];
    QStringList parts;
    for (auto const& [letter, n] : of_class)
        parts.push_back(class_text(letter) + QLatin1Char(' ') + QString::number(n));
    auto const count = counted("findings.count", static_cast<int>(context_.visit.file().findings.size()));
    return parts.isEmpty() ? count : count + qtTrId("vm.colon") + parts.join(qtTrId("vm.comma"));
}

QString WrapupController::highlightsText() const {
    return context_.visit.is_open() ? qt(context_.visit.file().visit->value("highlights").text()) : QString();
}

QString WrapupController::whyNot() const {
    if (!context_.visit.is_open() || (context_.visit.is_read_only() && !ended())) return qtTrId("wrapup.read_only");
    if (!context_.visit.is_lead()) return qtTrId("wrapup.lead_only");
    if (ended() && releaseAsk())
        return qtTrId("wrapup.release");  // after the submission nobody would be asked any more
    if (ended()) return comment().isEmpty() ? qtTrId("wrapup.no_comment") : QString();
    if (must_.count() > 0) return counted("wrapup.must.left", must_.count());
    if (comment().isEmpty()) return qtTrId("wrapup.no_comment");
    StepFacts facts;
    facts.author = context_.visit.role();
    facts.required_open = wrapup_.required_open;
    facts.photos_missing = wrapup_.photos_missing;
    facts.open_conflicts = wrapup_.differences;
    auto const ruling = judge("VT09", context_.visit.state(), facts, true);
    return ruling.stands() ? QString() : pick(ruling.zh, ruling.en);
}

bool WrapupController::releaseAsk() const {
    return may_release() && !waiting_photos(context_.visit).empty();
}
QVariantList WrapupController::release() const {
    return release_options();
}
bool WrapupController::may_release() const {
    return context_.visit.is_inspector() && (!context_.visit.is_read_only() || ended());
}

void WrapupController::go(QString const& id) {
    auto const parts = id.split(QLatin1Char('|'));
    if (parts.value(0) == QStringLiteral("difference")) return context_.navigator.open(QStringLiteral("conflict"));
    if (!parts.value(2).isEmpty()) {
        context_.navigator.set_subject(uuid(parts.value(2)));
        return context_.navigator.open(QStringLiteral("finding"));
    }
    if (parts.value(1).isEmpty()) return;
    context_.navigator.set_item(parts.value(1));
    context_.navigator.open(QStringLiteral("runner"));
}

void WrapupController::setComment(QString const& text) {
    if (canComment()) typing_.type(context_.visit.name(), {}, "summary", text, qtTrId("wrapup.comment"));
}

void WrapupController::usePhrase(QString const& value) {
    auto const said = typing_.newest(context_.visit.name(), "summary", comment());
    if (!said.contains(value)) setComment(said.isEmpty() ? value : said + separator + value);
}

void WrapupController::setRelease(QString const& value, QString const& ground) {
    if (may_release()) release_photos(context_, waiting_photos(context_.visit), value, ground);
}

void WrapupController::handOver() {
    if (!canHandOver()) return;
    handing_ = true;
    emit changed();
    context_.store.when_kept([this] { give(); });  // what was typed last is part of what the school signs
}

void WrapupController::give() {
    if (!context_.visit.is_open()) {
        handing_ = false;
        return emit changed();
    }
    open_findings(context_);
    std::vector<Record> all(context_.visit.records().begin(), context_.visit.records().end());
    all.insert(all.end(), context_.visit.findings().begin(), context_.visit.findings().end());
    SystemRandom random;  // the salt must not be guessed
    auto const* before = context_.visit.file().newest_feedback();
    auto draft = draft_feedback(all, context_.visit.root(), context_.store.new_id(),
                                before ? before->value("round").integer() + 1 : 1, random);
    WriteJob job;
    job.changes = std::move(draft.changes);
    auto step = context_.visit.step("VT09", {}, {}, draft.hash);
    job.changes.insert(job.changes.end(), step.begin(), step.end());
    job.seals = true;
    context_.store.write(std::move(job), [this](WriteResult const& result) {
        handing_ = false;
        emit changed();
        if (!result.ok()) return;
        context_.undo.clear();
        context_.navigator.open(QStringLiteral("confirm"));
    });
    emit changed();
}

void WrapupController::submit() {
    if (!canSubmit()) return;
    if (armed_) return submitHeld();
    armed_ = true;
    emit changed();
}

void WrapupController::submitHeld() {
    if (!canSubmit()) return;
    handing_ = true;
    open_findings(context_);
    context_.store.write(submission(context_), [this](WriteResult const& result) {
        handing_ = armed_ = false;
        emit changed();
        if (result.ok()) context_.navigator.open(QStringLiteral("receipt"));
    });
}

void WrapupController::openFindings() {
    context_.navigator.open(QStringLiteral("findings"));
}

}  // namespace mingcha

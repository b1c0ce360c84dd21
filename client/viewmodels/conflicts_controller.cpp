#include "client/viewmodels/conflicts_controller.hpp"

#include <QJsonObject>
#include <algorithm>

#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/other_versions.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const note = QStringLiteral("conflict");
}  // namespace

ConflictsController::ConflictsController(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&context_.visit, &VisitView::changed, this, &ConflictsController::refresh);
    refresh();
}

void ConflictsController::refresh() {
    items_.clear();
    if (auto const* list = context_.visit.list())
        for (auto const& section : list->sections)
            for (auto const& item : section.items)
                if (auto const* answer = context_.visit.file().answer(item.code);
                    answer && answer->versions("verdict").size() > 1)
                    items_.push_back(item.code);
    if (std::ranges::find(items_, item_) == items_.end()) return show(items_.empty() ? std::string() : items_.front());
    emit changed();
}

void ConflictsController::show(std::string const& item) {
    item_ = item;
    // What was chosen and not yet settled is there again after a power cut; a note of another item says nothing about this one.
    auto const kept = context_.store.note(note).toObject();
    bool const own = !item.empty() && kept["visit"].toString() == qt(context_.visit.id()) && kept["item"] == qt(item);
    chosen_ = own ? kept["side"].toString() : QString();
    reason_ = own ? kept["reason"].toString() : QString();
    keep_both_ = own && kept["both"].toBool();
    emit changed();
}

void ConflictsController::entered() {
    context_.store.set_note(note, QJsonObject{{"visit", qt(context_.visit.id())},
                                              {"item", qt(item_)},
                                              {"side", chosen_},
                                              {"reason", reason_},
                                              {"both", keep_both_}});
    emit changed();
}

QString ConflictsController::title() const {
    return counted("conflict.title", static_cast<int>(items_.size()));
}
QString ConflictsController::mergedText() const {
    auto const rest = static_cast<int>(context_.visit.file().answers.size() - items_.size());
    return items_.empty() ? QString() : counted("conflict.merged", rest);
}
QString ConflictsController::positionText() const {
    auto const at = std::ranges::find(items_, item_);
    return at == items_.end() ? QString() : QStringLiteral("%1/%2").arg(at - items_.begin() + 1).arg(items_.size());
}

QVariantList ConflictsController::rows() const {
    QVariantList out;
    auto const* list = context_.visit.list();
    auto const decider =
        context_.visit.is_open() ? author_word(context_, context_.visit.file().visit->value("lead").id()) : QString();
    for (auto const& code : items_)
        out.push_back(
            QVariantMap{{QStringLiteral("id"), qt(code)},
                        {QStringLiteral("code"), qt(code)},
                        {QStringLiteral("title"), number_of(code) + QLatin1Char(' ') + pick(list->item(code)->text)},
                        {QStringLiteral("decider"), decider}});
    return out;
}

QVariantMap ConflictsController::side(Item const& item, Record const& answer, Sibling const& sibling) const {
    auto const value = Value::decode(view(sibling.value));
    auto const verdict = value ? verdict_from(*value) : Outcome<Verdict>(Verdict{});
    auto const shown = verdict ? *verdict : Verdict{};
    auto const scored = score_item(*context_.visit.list(), item, shown, context_.visit.school());
    auto const* level = item.level(scored.level);
    QString comment;
    for (auto const* said : answer.versions("comment"))
        if (said->author == sibling.author) comment = qt(sibling_text(*said));
    auto const photos = std::ranges::count_if(photos_of(context_, answer.name.id), [&](Record const* photo) {
        auto const* field = photo->find("sha256");
        auto const* taken = field ? shown_first(*field) : nullptr;
        return taken && taken->author == sibling.author;
    });
    auto const said = verdict_parts(*context_.visit.list(), item, shown, context_.visit.school());
    return {{QStringLiteral("id"), sibling_id(sibling)},
            {QStringLiteral("who"), author_word(context_, sibling.author)},
            {QStringLiteral("timeText"), minute_text(sibling.stamp.shown_ms())},
            {QStringLiteral("level"), level ? level->shape : 0},
            {QStringLiteral("word"), said.value(0)},
            {QStringLiteral("more"), said.mid(1)},
            {QStringLiteral("comment"), comment},
            {QStringLiteral("photoCount"), static_cast<int>(photos)},
            {QStringLiteral("chosen"), chosen_ == sibling_id(sibling)}};
}

QVariantMap ConflictsController::current() const {
    auto const* list = context_.visit.list();
    auto const* item = list ? list->item(item_) : nullptr;
    auto const* answer = context_.visit.file().answer(item_);
    if (!item || !answer) return {};
    QVariantList sides;
    for (auto const* sibling : answer->versions("verdict")) sides.push_back(side(*item, *answer, *sibling));
    return {{QStringLiteral("id"), qt(item_)},
            {QStringLiteral("title"), number_of(item_) + QLatin1Char(' ') + pick(item->text)},
            {QStringLiteral("sides"), sides}};
}

bool ConflictsController::mayDecide() const {
    return !items_.empty() && !context_.visit.is_read_only() && context_.visit.is_lead();
}
QString ConflictsController::whyNot() const {
    if (items_.empty()) return qtTrId("conflict.none");
    if (context_.visit.is_read_only()) return qtTrId("wrapup.read_only");
    if (!context_.visit.is_lead()) return qtTrId("conflict.lead_decides");
    return chosen_.isEmpty() ? qtTrId("conflict.choose") : QString();
}

void ConflictsController::choose(QString const& side) {
    chosen_ = side;
    entered();
}
void ConflictsController::setKeepBoth(bool on) {
    keep_both_ = on;
    entered();
}
void ConflictsController::setReason(QString const& text) {
    reason_ = text;
    entered();
}

void ConflictsController::settle() {
    auto const* answer = context_.visit.file().answer(item_);
    if (!answer || !whyNot().isEmpty()) return;
    std::vector<Change> changes;
    Uuid author;
    for (auto const* sibling : answer->versions("verdict")) {
        auto const value = Value::decode(view(sibling->value));
        if (sibling_id(*sibling) != chosen_ || !value) continue;
        author = sibling->author;
        changes.push_back(context_.visit.answer_change(item_, "verdict", *value));
    }
    if (changes.empty()) return;
    QStringList said;
    for (auto const* sibling : answer->versions("comment"))
        if (auto const text = qt(sibling_text(*sibling));
            !text.isEmpty() && (keep_both_ || sibling->author == author || answer->versions("comment").size() == 1))
            said.push_back(text);
    if (!reason_.trimmed().isEmpty()) said.push_back(qtTrId("conflict.ruled").arg(reason_.trimmed()));
    auto const comment = plain(said.join(QStringLiteral("；")));
    if (!comment.empty() && comment != answer->value("comment").text())
        changes.push_back(context_.visit.answer_change(item_, "comment", comment));
    context_.store.write(std::move(changes));  // no undo: taking it back would raise the difference again
}

void ConflictsController::later() {
    context_.navigator.back();
}

void ConflictsController::next() {
    auto const at = std::ranges::find(items_, item_);
    if (items_.empty()) return context_.navigator.back();
    show(at == items_.end() || std::next(at) == items_.end() ? items_.front() : *std::next(at));
}

}  // namespace mingcha

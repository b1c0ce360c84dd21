#include "client/viewmodels/findings_controller.hpp"

#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
/// Severe ones first.
int rank(std::string_view letter) {
    return letter == "C" ? 0 : letter == "D" ? 1 : letter == "B" ? 2 : 3;
}
QString const open_form = QStringLiteral("finding");  // note: id of the finding whose form is open

int shape(std::string_view letter) {
    return letter == "A" ? 3 : letter == "B" ? 4 : 5;
}
}  // namespace

std::vector<Change> new_finding(VisitView const& visit, RecordCache const& cache, Uuid const& id, Item const* item) {
    RecordName const name{{RootKind::finding, id}, RecordType::finding, id};
    auto const* scored = item ? visit.score().item(item->code) : nullptr;
    auto const letter = scored && scored->fails ? std::string(1, proposed_class(*item, *scored)) : std::string("B");
    auto const* answer = item ? visit.file().answer(item->code) : nullptr;
    auto const said = answer ? answer->value("comment").text() : std::string();
    auto const title = !said.empty() || !item  ? said
                       : item->phrases.empty() ? plain(pick(item->text))
                                               : plain(pick(item->phrases.front()));
    auto const basis = !item ? std::string() : plain(pick(item->basis.zh.empty() ? visit.list()->basis : item->basis));
    return {change(name, "visit", visit.id()),
            change(name, "unit", visit.file().visit->value("unit").id()),
            change(name, "item", item ? item->code : std::string()),
            change(name, "title", title),
            change(name, "class", letter),
            change(name, "basis", basis),
            change(name, "days", proposed_days(cache, letter))};
}

FindingsController::FindingsController(Context& context, QObject* parent)
    : Controller(context, parent), editing_(context, this), typing_(context) {
    connect(&context_.visit, &VisitView::changed, this, [this](VisitView::Changed const& what) {
        if (what.whole) editing_.show({});
        refresh();
        if (what.whole) take_up();
    });
    connect(&context_.navigator, &Navigator::routeChanged, this, &FindingsController::on_route);
    refresh();
}

void FindingsController::on_route() {
    typing_.leave();
    take_up();
    if (context_.navigator.route() != QStringLiteral("finding")) return;
    auto const subject = context_.navigator.subject();
    if (context_.store.cache().find(RecordType::finding, subject)) return show(subject);
    auto const* list = context_.visit.list();
    if (!list) return;
    QString code;
    for (auto const& section : list->sections)
        for (auto const& item : section.items)
            if (context_.visit.answer_name(item.code).id == subject) code = qt(item.code);
    if (!code.isEmpty() || subject == context_.visit.id()) add(code);
}

void FindingsController::show(Uuid const& id) {
    context_.store.set_note(open_form, id.is_nil() ? QString() : qt(id));
    editing_.show(id);
    emit changed();
}

/// The form that was open on the list when the power went.
void FindingsController::take_up() {
    if (context_.navigator.route() != QStringLiteral("findings") || !editing_.finding_id().is_nil()) return;
    auto const left = uuid(context_.store.note(open_form).toString());
    auto const is_left = [&](Record const* finding) { return finding->name.id == left; };
    if (!left.is_nil() && std::ranges::any_of(context_.visit.file().findings, is_left)) show(left);
}

void FindingsController::refresh() {
    auto findings = context_.visit.file().findings;
    std::ranges::stable_sort(findings, {}, [](Record const* finding) { return rank(finding->value("class").text()); });
    std::map<std::string, int> of_class;
    for (auto const* finding : findings) ++of_class[finding->value("class").text()];
    QList<QVariantMap> rows;
    for (auto const* finding : findings) {
        auto const id = qt(finding->name.id);
        auto const letter = finding->value("class").text();
        auto const item = finding->value("item").text();
        auto photos = static_cast<int>(photos_of(context_, finding->name.id).size());
        if (!item.empty()) photos += static_cast<int>(photos_of(context_, context_.visit.answer_name(item).id).size());
        QVariantList chips;
        if (photos == 0)
            chips.push_back(chip(QStringLiteral("warning"), QStringLiteral("camera"), qtTrId("finding.no_photo")));
        if (is_relapse(context_.store.cache(), *finding, context_.store.now_ms()))
            chips.push_back(
                chip(QStringLiteral("warning"), QStringLiteral("relapse"), qtTrId("finding.relapse.short")));
        rows.push_back(
            {{QStringLiteral("id"), id},
             {QStringLiteral("key"), key_of(id)},
             {QStringLiteral("group"), qtTrId("finding.group").arg(class_text(letter)).arg(of_class[letter])},
             {QStringLiteral("level"), shape(letter)},
             {QStringLiteral("title"), qt(finding->value("title").text())},
             {QStringLiteral("daysText"), days_text(finding->value("days"))},
             {QStringLiteral("photoCount"), photos},
             {QStringLiteral("chips"), chips},
             {QStringLiteral("itemText"), item.empty() ? QString() : number_of(item)}});
    }
    rows_.show(rows);
    editing_.show(editing_.finding_id());
    emit changed();
}

QString FindingsController::countText() const {
    return counted("findings.count", rows_.count());
}
QString FindingsController::highlights() const {
    return context_.visit.is_open() ? qt(context_.visit.file().visit->value("highlights").text()) : QString();
}
QString FindingsController::highlightsSaved() const {
    return highlights().isEmpty() ? QString() : qtTrId("save.short");
}

void FindingsController::setHighlights(QString const& text) {
    if (context_.visit.is_open() && !context_.visit.is_read_only())
        typing_.type(context_.visit.name(), {}, "highlights", text, qtTrId("findings.highlights"));
}

void FindingsController::add(QString const& code) {
    auto const* list = context_.visit.list();
    if (!list || context_.visit.is_read_only()) return;
    auto const id = context_.store.new_id();
    WriteJob job;
    job.changes = new_finding(context_.visit, context_.store.cache(), id, list->item(plain(code)));
    job.new_root = Root{RootKind::finding, id};
    context_.store.write(std::move(job), [this, id](WriteResult const& result) {
        if (!result.ok()) return;
        context_.navigator.set_subject(id);
        show(id);
    });
}

void FindingsController::edit(QString const& id) {
    show(uuid(id));
}

void FindingsController::close() {
    show({});
    if (context_.navigator.route() == QStringLiteral("finding")) context_.navigator.back();
}

void FindingsController::remove(QString const& id) {
    auto const* gone = context_.store.cache().find(RecordType::finding, uuid(id));
    if (!gone || context_.visit.is_read_only()) return;
    if (editing_.finding_id() == gone->name.id) show({});
    withdraw_undoable(context_, *gone, QStringLiteral("removed"), qtTrId("finding.removed"), QStringLiteral("trash"));
}

void FindingsController::leave() {
    show({});
    context_.navigator.back();
}

}  // namespace mingcha

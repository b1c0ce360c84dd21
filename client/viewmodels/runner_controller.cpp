#include "client/viewmodels/runner_controller.hpp"

#include <QJsonObject>
#include <algorithm>

#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr int hits_max = 20;  // two screens of a phone
QString const way_note = QStringLiteral("runner");
}  // namespace

RunnerController::RunnerController(Context& context, QObject* parent)
    : Controller(context, parent), panel_(context, this), typing_(context) {
    connect(&context_.visit, &VisitView::changed, this,
            [this](VisitView::Changed const& what) { what.whole ? start() : refresh(); });
    connect(&context_.store, &Store::saved, this, &RunnerController::savedChanged);
    connect(&context_.store, &Store::noteChanged, this, &RunnerController::changed);
    connect(&context_.navigator, &Navigator::itemChanged, this, [this] {  // a row of the wrap-up led here
        if (context_.navigator.item() == current_) return;                // a tap on a visible row never scrolls
        set_current(context_.navigator.item());
        emit scrollToCurrent();
    });
    start();
}

void RunnerController::retranslate() {
    refresh();
    emit savedChanged();
    emit queryChanged();
}

std::vector<RunnerController::Place> RunnerController::places() const {
    std::vector<Place> out;
    if (auto const* list = context_.visit.list())
        for (auto const& section : list->sections)
            for (auto const& item : section.items) out.push_back({&section, &item, static_cast<int>(out.size()) + 1});
    return out;
}

RunnerController::Place RunnerController::place(QString const& code) const {
    for (auto const& one : places())
        if (qt(one.item->code) == code) return one;
    return {};
}

bool RunnerController::is_open(Item const& item) const {
    auto const* scored = context_.visit.score().item(item.code);
    return !scored || scored->state == ItemState::open;
}

QString RunnerController::next_open_after(QString const& code) const {
    auto const all = places();
    auto const here = std::ranges::find_if(all, [&](Place const& one) { return qt(one.item->code) == code; });
    auto const start = here == all.end() ? 0 : here - all.begin() + 1;
    auto const size = static_cast<std::ptrdiff_t>(all.size());
    for (std::ptrdiff_t i = 0; i < size; ++i) {
        auto const& one = all[static_cast<std::size_t>((start + i) % size)];
        if (is_open(*one.item)) return qt(one.item->code);
    }
    return {};
}

/// Another visit: at the spot that was left, else at its first open item.
void RunnerController::start() {
    na_asking_.clear();
    typing_.leave();
    if (auto const now = context_.visit.id(); std::exchange(visit_, now) != now) {
        writing_.clear();
        refused_.clear();
    }
    auto const kept = context_.store.note(way_note).toObject();
    bool const is_its = kept["visit"].toString() == qt(context_.visit.id());
    only_open_ = is_its && kept["onlyOpen"].toBool();
    focus_mode_ = is_its && kept["focus"].toBool();
    current_ = context_.navigator.item();
    if (!place(current_).item) current_ = next_open_after({});
    auto const all = places();
    if (current_.isEmpty() && !all.empty()) current_ = qt(all.front().item->code);
    if (!current_.isEmpty()) context_.navigator.set_item(current_);  // what is shown is what a cut finds again
    auto const here = place(current_);
    section_ = here.section ? qt(here.section->code) : QString();
    choose_rows();
    refresh();
}

void RunnerController::choose_rows() {
    rows_.clear();
    for (auto const& one : places())
        if (only_open_ ? is_open(*one.item) || qt(one.item->code) == current_ : qt(one.section->code) == section_)
            rows_.push_back(qt(one.item->code));
}

QVariantMap RunnerController::row(Place const& at, QString const& next, int count) const {
    auto const code = qt(at.item->code);
    return item_row({*context_.visit.list(), *at.section, *at.item, context_.visit.file(),
                     context_.visit.verdict(at.item->code), context_.visit.school(), at.index1, count, code == current_,
                     code == next, code == na_asking_, readOnly(), refused_.value(code)});
}

void RunnerController::refresh() {
    auto const all = places();
    auto const next = next_open_after(current_);
    QList<QVariantMap> rows, sections;
    for (auto const& one : all)
        if (rows_.contains(qt(one.item->code))) rows.push_back(row(one, next, static_cast<int>(all.size())));
    for (auto const& section : context_.visit.score().sections)
        sections.push_back(section_row(section, qt(section.section->code) == section_));
    items_.show(rows);
    sections_.show(sections);
    panel_.show(current_);
    emit changed();
}

void RunnerController::set_current(QString const& code) {
    auto const to = place(code);
    if (!to.item || code == current_) return;
    current_ = code;
    na_asking_.clear();
    typing_.leave();
    context_.navigator.set_item(code);
    if (!only_open_) section_ = qt(to.section->code);
    choose_rows();
    refresh();
}

int RunnerController::done() const {
    return context_.visit.score().tally.answered;
}
int RunnerController::total() const {
    return context_.visit.score().tally.items;
}
QVariantMap RunnerController::score() const {
    return context_.visit.list() ? score_map(*context_.visit.list(), context_.visit.score()) : QVariantMap();
}
QVariantList RunnerController::scoreTable() const {
    return score_table(context_.visit.score());
}
QString RunnerController::savedText() const {
    return saved_text(context_.store.saved_ms());
}
bool RunnerController::keyboard() const {
    return context_.store.note(QStringLiteral("shortcuts")).toBool(true);
}
int RunnerController::findingCount() const {
    return static_cast<int>(context_.visit.file().findings.size());
}
bool RunnerController::readOnly() const {
    return context_.visit.is_read_only();
}

/// How the list is looked at stays with the visit, also when the power goes.
void RunnerController::keep_way() {
    context_.store.set_note(
        way_note, QJsonObject{{"visit", qt(context_.visit.id())}, {"onlyOpen", only_open_}, {"focus", focus_mode_}});
}

void RunnerController::setOnlyOpen(bool on) {
    if (only_open_ == on) return;
    only_open_ = on;
    keep_way();
    if (on) {
        if (auto const here = place(current_); here.item && !is_open(*here.item)) {
            current_ = next_open_after(current_);
            if (!current_.isEmpty()) context_.navigator.set_item(current_);
        }
    } else if (auto const here = place(current_); here.section) {
        section_ = qt(here.section->code);
    }
    choose_rows();
    refresh();
    emit scrollToCurrent();
}

void RunnerController::setFocusMode(bool on) {
    if (focus_mode_ == on) return;
    focus_mode_ = on;
    keep_way();
    emit changed();
}

void RunnerController::setPanelOpen(bool on) {
    if (panel_open_ == on) return;
    panel_open_ = on;
    emit changed();
}

void RunnerController::setQuery(QString const& query) {
    if (query_ == query) return;
    query_ = query;
    emit queryChanged();
}

QVariantList RunnerController::hits() const {
    QVariantList out;
    auto const wanted = query_.trimmed();
    if (wanted.isEmpty()) return out;
    for (auto const& one : places()) {
        auto const number = number_of(one.item->code);
        auto const words = pick(one.item->text);
        if (!number.startsWith(wanted) && !words.contains(wanted, Qt::CaseInsensitive)) continue;
        auto const code = qt(one.item->code);
        out.push_back(QVariantMap{{QStringLiteral("code"), code},
                                  {QStringLiteral("key"), key_of(code)},
                                  {QStringLiteral("text"), number + QLatin1Char(' ') + words}});
        if (out.size() == hits_max) break;
    }
    return out;
}

QVariantList RunnerController::naReasons() const {
    QVariantList out;
    if (auto const* list = context_.visit.list())
        for (auto const& reason : list->na_reasons) out.push_back(option(qt(reason.code), pick(reason.words)));
    return out;
}

void RunnerController::selectSection(QString const& code) {
    for (auto const& one : places()) {
        if (qt(one.section->code) != code) continue;
        if (std::exchange(only_open_, false)) keep_way();
        section_ = code;
        set_current(qt(one.item->code));
        choose_rows();
        refresh();
        emit scrollToCurrent();
        return;
    }
}

void RunnerController::select(QString const& code) {
    set_current(code);
    emit scrollToCurrent();
}

void RunnerController::step(int by) {
    auto const all = places();
    auto const here = std::ranges::find_if(all, [&](Place const& one) { return qt(one.item->code) == current_; });
    auto const at = (here == all.end() ? 0 : here - all.begin()) + by;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(all.size()))
        select(qt(all[static_cast<std::size_t>(at)].item->code));
}

void RunnerController::nextOpen() {
    if (auto const code = next_open_after(current_); !code.isEmpty()) select(code);
}

void RunnerController::advance(QString const& from) {
    if (!focus_mode_) return;
    QTimer::singleShot(advance_guard_ms, this, [this, from] {
        if (focus_mode_ && current_ == from) step(1);
    });
}

void RunnerController::takePhoto(QString const& code) {
    auto const here = place(code);
    if (!here.item || here.item->evidence.photo == Photo::forbidden) return;
    set_current(code);
    context_.navigator.set_item(code);
    context_.navigator.set_subject(context_.visit.answer_name(here.item->code).id);
    context_.navigator.open(QStringLiteral("photo"));
}

void RunnerController::newFinding(QString const& code) {
    if (readOnly()) return;
    auto const here = place(code);
    context_.navigator.set_subject(here.item ? context_.visit.answer_name(here.item->code).id : context_.visit.id());
    context_.navigator.open(QStringLiteral("finding"));
}

void RunnerController::openFindings() {
    context_.navigator.open(QStringLiteral("findings"));
}
void RunnerController::wrapUp() {
    context_.navigator.open(QStringLiteral("wrapup"));
}
void RunnerController::leave() {
    context_.navigator.back();
}

bool RunnerController::canBreakOff() const {
    if (!context_.visit.is_open()) return false;
    StepFacts facts;
    facts.author = context_.visit.role();
    facts.has_reason = true;
    return judge("VT08", context_.visit.state(), facts, true).stands();
}

void RunnerController::breakOff(QString const& reason) {
    if (reason.trimmed().isEmpty() || !canBreakOff()) return;
    WriteJob job;
    job.changes = context_.visit.step("VT08", plain(reason), {{"reason", plain(reason)}});
    job.seals = true;
    context_.store.write(std::move(job), [this](WriteResult const& result) {
        if (result.ok()) context_.navigator.open(QStringLiteral("wrapup"));
    });
}

}  // namespace mingcha

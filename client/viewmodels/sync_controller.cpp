#include "client/viewmodels/sync_controller.hpp"

#include <algorithm>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/held_words.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/settings_controller.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/case_file.hpp"

namespace mingcha {

namespace {
QString const visit_mark = QStringLiteral("visit|");   // rows of attention that lead to a visit
constexpr qint64 low_space_bytes = 500 * 1024 * 1024;  // below this less than a visit's photos fit beside the store

int minutes_until(qint64 at_ms, qint64 now_ms) {
    return static_cast<int>(std::max<qint64>(1, (at_ms - now_ms + 59'999) / 60'000));
}
}  // namespace

SyncController::SyncController(Context& context, QObject* parent)
    : Controller(context, parent), queue_(this), attention_(this), ticks_(this) {
    connect(&context_.store, &Store::queueChanged, this, &SyncController::refresh);
    connect(&context_.store, &Store::linkChanged, this, [this] {
        auto& store = context_.store;
        if (store.link().last_contact_ms != 0)
            store.set_note(QStringLiteral("lastContact"), store.link().last_contact_ms);
        refresh();
    });
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        if (changes.touches(RecordType::unit) || changes.touches(RecordType::visit) ||
            changes.touches(RecordType::ruling)) {
            rulings_changed_ = true;
            refresh();
        }
    });
    connect(&ticks_, &QTimer::timeout, this, &SyncController::changed);
}

int SyncController::waiting_visits() const {
    return static_cast<int>(
        std::ranges::count_if(context_.store.queue().visits, [](VisitQueue const& one) { return !one.is_done(); }));
}

void SyncController::refresh() {
    QList<QVariantMap> rows, held;
    for (auto const& visit : context_.store.queue().visits) rows.push_back(queue_row(visit));
    for (auto const& one : context_.store.queue().held) held.push_back(held_row(one));
    if (rulings_changed_) refused_ = refused_rows();
    rulings_changed_ = false;
    held.append(refused_);
    queue_.show(rows);
    attention_.show(held);
    int const waiting = waiting_visits();
    if (waited_before_ > 0 && waiting == 0)
        emit announced(qtTrId("sync.done").arg(minute_text(context_.store.now_ms())));
    waited_before_ = waiting;
    bool const counts_down = context_.store.link().state == LinkState::waiting;
    if (counts_down != ticks_.isActive()) counts_down ? ticks_.start(10'000) : ticks_.stop();
    emit changed();
}

QVariantMap SyncController::queue_row(VisitQueue const& visit) const {
    auto const& cache = context_.store.cache();
    auto const* head = cache.find(RecordType::visit, visit.visit);
    auto const id = qt(visit.visit);
    auto const checkin = step_ms(cache, {RootKind::visit, visit.visit}, {"VT04", "VT05"});
    auto const stands = visit_state(cache, visit.visit);
    bool const returned = stands == State::returned;
    auto const state =
        returned ? chip(QStringLiteral("warning"), QStringLiteral("returned"), state_word(State::returned))
        : visit.is_done() && is_under_way(stands)
            ? chip(QStringLiteral("info"), QStringLiteral("clock"), qtTrId("vm.sync.not_submitted"))
        : visit.is_done() && visit.held > 0
            ? chip(QStringLiteral("warning"), QStringLiteral("warning"), qtTrId("vm.badge.attention_short"))
        : visit.is_done() ? chip(QStringLiteral("success"), QStringLiteral("cloud-check"), qtTrId("where.received"))
                          : QVariantMap();
    double const progress = visit.is_done() ? 1.0
                            : visit.bytes == 0
                                ? 0.0
                                : static_cast<double>(visit.bytes_done) / static_cast<double>(visit.bytes);
    auto const bytes = visit.bytes == 0  ? QString()
                       : visit.is_done() ? bytes_text(visit.bytes)
                                         : bytes_text(visit.bytes_done) + QLatin1Char('/') + bytes_text(visit.bytes);
    auto reason = QString();
    if (visit.received_ms != 0)
        reason = qtTrId("sync.done").arg(day_minute_text(visit.received_ms, context_.store.now_ms()));
    else if (!visit.trouble.isEmpty())
        reason = photo_trouble(plain(visit.trouble));
    else if (visit.unreleased > 0)
        reason = counted("vm.sync.unreleased", visit.unreleased);
    return {{QStringLiteral("id"), id},
            {QStringLiteral("key"), key_of(id)},
            {QStringLiteral("school"), head ? unit_name(cache, head->value("unit").id()) : QString()},
            {QStringLiteral("dateText"), checkin == 0 ? QString() : day_text(checkin)},
            {QStringLiteral("dataText"), visit.data_done ? qtTrId("vm.sync.data_done") : qtTrId("vm.sync.data_waits")},
            {QStringLiteral("dataDone"), visit.data_done},
            {QStringLiteral("photosText"),
             visit.photos == 0 ? QString() : qtTrId("vm.sync.photos").arg(visit.photos_done).arg(visit.photos)},
            {QStringLiteral("progress"), progress},
            {QStringLiteral("bytesText"), bytes},
            {QStringLiteral("uploading"), is_live() && (visit.uploading || !visit.data_done)},
            {QStringLiteral("paused"), visit.paused},
            {QStringLiteral("selected"), id == selected_},
            {QStringLiteral("chip"), state},
            {QStringLiteral("reason"), reason},
            {QStringLiteral("action"), returned ? qtTrId("vm.supplement") : QString()}};
}

QVariantMap SyncController::held_row(HeldDelta const& held) const {
    auto const id = QString::number(held.id);
    auto const& name = held.delta.record.name;
    auto const& cache = context_.store.cache();
    auto const* visit = cache.find(RecordType::visit, name.root.id);
    auto const where = visit ? unit_name(cache, visit->value("unit").id()) : QString();
    auto const words = held_words(held.verdict.code);
    auto const item = held.delta.record.key.empty() ? QString() : qt(held.delta.record.key) + QStringLiteral("·");
    return {{QStringLiteral("id"), id},
            {QStringLiteral("key"), id},
            {QStringLiteral("text"),
             item + qtTrId("sync.held").arg(words.reason, who_decides(cache, context_.store.person()))},
            {QStringLiteral("who"), where},
            {QStringLiteral("said"), held_text(held.delta)},
            {QStringLiteral("action"), words.retry_helps ? qtTrId("vm.sync.again") : QString()}};
}

QList<QVariantMap> SyncController::refused_rows() const {
    auto const& cache = context_.store.cache();
    std::set<Root> roots;
    for (auto const* ruling : cache.all(RecordType::ruling))
        if (!ruling_words(ruling->value("result").text()).stands()) roots.insert(ruling->name.root);
    QList<QVariantMap> out;
    for (auto const& root : roots) {
        auto const* finding = cache.find(RecordType::finding, root.id);
        auto const* visit = cache.find(RecordType::visit, finding ? finding->value("visit").id() : root.id);
        if (!visit || visit->value("lead").id() != context_.store.person()) continue;
        auto const records = cache.of_root(root);
        for (auto const& step : refused_steps(open_case(records), root.id)) {
            auto const* act = find_act(step.act);
            out.push_back({{QStringLiteral("id"), visit_mark + qt(visit->name.id)},
                           {QStringLiteral("key"), key_of(qt(step.id))},
                           {QStringLiteral("text"), qtTrId("vm.sync.not_in_force")
                                                        .arg(act ? pick(act->zh, act->en) : qt(step.act),
                                                             pick(step.ruling.zh, step.ruling.en))},
                           {QStringLiteral("who"), unit_name(cache, visit->value("unit").id())},
                           {QStringLiteral("said"), QString()},
                           {QStringLiteral("action"), qtTrId("vm.look")}});
        }
    }
    return out;
}

QVariantMap SyncController::badge() const {
    auto const& store = context_.store;
    auto const& link = store.link();
    auto const make = [](char const* kind, QString const& text, QString const& brief, int count) {
        return QVariantMap{{"kind", QLatin1String(kind)}, {"text", text}, {"short", brief}, {"count", count}};
    };
    int const held = attentions();
    if (held > 0 || link.state == LinkState::untrusted) {
        auto const text = held > 0 ? counted("vm.badge.attention", held) : qtTrId("sync.certificate");
        return make("attention", text, qtTrId("vm.badge.attention_short"), std::max(held, 1));
    }
    if (auto const free = store.queue().free_bytes; free >= 0 && free < low_space_bytes)
        return make("space", qtTrId("vm.badge.space"), qtTrId("vm.badge.space"), 0);
    int const waiting = waiting_visits();
    bool const moves = std::ranges::any_of(store.queue().visits, [](VisitQueue const& one) {
        return !one.is_done() && !one.waits_for_release() && !one.is_stuck();
    });
    if (link.state == LinkState::live && moves)
        return make("uploading", counted("vm.badge.uploading", waiting), qtTrId("vm.badge.uploading_short"), waiting);
    if (waiting > 0)
        return make("pending", counted("vm.badge.pending", waiting), counted("vm.badge.pending_short", waiting),
                    waiting);
    if (link.state != LinkState::live) return make("offline", qtTrId("net.offline"), qtTrId("vm.badge.offline"), 0);
    if (link.last_contact_ms != 0)
        return make("received", qtTrId("sync.done").arg(minute_text(link.last_contact_ms)), qtTrId("where.received"),
                    0);
    return make("idle", qtTrId("vm.badge.idle"), qtTrId("vm.badge.idle"), 0);
}

QString SyncController::headline() const {
    int const waiting = waiting_visits();
    if (waiting == 0 && attentions() > 0) return counted("vm.badge.attention", attentions());
    if (waiting == 0) return qtTrId("vm.sync.all_there");
    auto const& visits = context_.store.queue().visits;
    auto const now = std::ranges::find_if(visits, &VisitQueue::uploading);
    if (is_live() && now != visits.end() && now->photos > 0) {
        auto const* head = context_.store.cache().find(RecordType::visit, now->visit);
        auto const school = head ? unit_name(context_.store.cache(), head->value("unit").id()) : QString();
        return qtTrId("sync.uploading").arg(school).arg(std::min(now->photos_done + 1, now->photos)).arg(now->photos);
    }
    return counted("sync.pending", waiting);
}

QString SyncController::detail() const {
    if (paused()) return qtTrId("vm.sync.paused");
    return waiting_visits() > 0 ? qtTrId("vm.sync.detail") : QString();
}

QString SyncController::lastText() const {
    auto const last = std::max(context_.store.link().last_contact_ms,
                               static_cast<qint64>(context_.store.note(QStringLiteral("lastContact")).toInteger()));
    return last == 0 ? QString() : qtTrId("vm.sync.last").arg(day_minute_text(last, context_.store.now_ms()));
}

QString SyncController::netText() const {
    if (is_live()) return qtTrId("vm.net.online");
    auto const last = static_cast<qint64>(context_.store.note(QStringLiteral("lastContact")).toInteger());
    auto const offline = qtTrId("net.offline");
    return last == 0 ? offline
                     : qtTrId("vm.net.offline_since").arg(offline, day_minute_text(last, context_.store.now_ms()));
}
QString SyncController::netIcon() const {
    return is_live() ? QStringLiteral("cloud-check") : QStringLiteral("cloud-off");
}

QVariantMap SyncController::notice() const {
    auto const& link = context_.store.link();
    if (link.state == LinkState::untrusted)
        return mingcha::notice(QStringLiteral("danger"), QStringLiteral("warning"), qtTrId("sync.certificate"));
    if (link.log_differs)
        return mingcha::notice(QStringLiteral("danger"), QStringLiteral("warning"), qtTrId("vm.link.log_differs"));
    if (auto const words = refusal_words(plain(link.code)); link.state == LinkState::waiting && !words.isEmpty())
        return mingcha::notice(QStringLiteral("danger"), QStringLiteral("warning"), words, qtTrId("vm.sync.retry_now"),
                               QStringLiteral("retry"));
    if (auto const words = link_trouble(plain(link.code)); link.state == LinkState::waiting && !words.isEmpty())
        return mingcha::notice(QStringLiteral("warning"), QStringLiteral("warning"), words, qtTrId("vm.sync.retry_now"),
                               QStringLiteral("retry"));
    auto const& visits = context_.store.queue().visits;
    if (auto const stuck = std::ranges::find_if(visits, &VisitQueue::is_stuck); is_live() && stuck != visits.end())
        return mingcha::notice(QStringLiteral("warning"), QStringLiteral("warning"),
                               photo_trouble(plain(stuck->trouble)), qtTrId("vm.sync.retry_now"),
                               QStringLiteral("retry"));
    if (link.state == LinkState::waiting && waiting_visits() > 0)
        return mingcha::notice(QStringLiteral("info"), QStringLiteral("cloud-off"),
                               qtTrId("sync.retry").arg(minutes_until(link.retry_at_ms, context_.store.now_ms())),
                               qtTrId("vm.sync.retry_now"), QStringLiteral("retry"));
    return {};
}

QString SyncController::storageText() const {
    auto const free = context_.store.queue().free_bytes;
    return free < 0 ? QString() : photos_left_text(free);
}

int SyncController::busyCount() const {
    return waiting_visits() + attentions();
}

QVariantList SyncController::strays() const {
    QVariantList out;
    for (auto const& one : strays_) {
        auto const source = context_.store.photo_url(one.blob.sha256, one.blob.mime);
        out.push_back(QVariantMap{{QStringLiteral("id"), qt(to_hex(one.blob.sha256))},
                                  {QStringLiteral("source"), source},
                                  {QStringLiteral("name"), counted("vm.strays", static_cast<int>(strays_.size()))},
                                  {QStringLiteral("state"), QVariantMap()}});
    }
    return out;
}
void SyncController::show_strays(std::vector<KeptImage> strays) {
    strays_ = std::move(strays);
    emit changed();
}

void SyncController::retry() {
    context_.store.connect_now();
}
void SyncController::setPaused(bool on) {
    context_.store.set_paused(on);
}
void SyncController::noticeAct(QString const& act) {
    if (act == QStringLiteral("retry")) retry();
}
void SyncController::pauseVisit(QString const& id, bool on) {
    context_.store.pause_visit(uuid(id), on);
}

void SyncController::select(QString const& id) {
    selected_ = id;
    refresh();
    emit selected(uuid(id));
}

void SyncController::queueAct(QString const& id) {
    context_.navigator.open_visit(uuid(id));
}
void SyncController::attentionAct(QString const& id) {
    if (id.startsWith(visit_mark)) return context_.navigator.open_visit(uuid(id.mid(visit_mark.size())));
    context_.store.retry_held(id.toLongLong());
}

}  // namespace mingcha

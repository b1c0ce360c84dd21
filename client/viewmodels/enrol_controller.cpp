#include "client/viewmodels/enrol_controller.hpp"

#include <QJsonObject>
#include <QSysInfo>
#include <QVariantMap>

#include "client/platform/pin_gate.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/store.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr int code_length = 8;

QString letters_of(QString const& text) {
    QString out;
    for (auto const c : text.toUpper())
        if (c.isLetterOrNumber() && c.unicode() < 128) out += c;
    return out;
}
}  // namespace

EnrolController::EnrolController(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&context_.store, &Store::changed, this, [this] { watch_download(); });
    connect(&context_.store, &Store::linkChanged, this, [this] { watch_download(); });
}

void EnrolController::resume() {
    server_ = context_.store.note(QStringLiteral("server")).toString();
    auto const& facts = context_.store.facts();
    if (!facts.enrolled) {
        if (server_.isEmpty()) server_ = offered_server_;
        setCode(offered_code_);
        return go(QStringLiteral("code"));
    }
    go(facts.pin_set ? QStringLiteral("done") : QStringLiteral("pin"));
}

void EnrolController::offer(QString const& server, QString const& code) {
    offered_server_ = server;
    offered_code_ = code;
}

void EnrolController::go(QString const& stage) {
    stage_ = stage;
    busy_ = false;
    error_.clear();
    emit changed();
    if (stage == QStringLiteral("pin")) context_.navigator.open(QStringLiteral("pin"));
    if (stage == QStringLiteral("code") || stage == QStringLiteral("download"))
        context_.navigator.open(QStringLiteral("enrol"));
}

void EnrolController::setServer(QString const& text) {
    if (server_ == text) return;
    server_ = text;
    error_.clear();
    emit changed();
}

void EnrolController::setCode(QString const& text) {
    auto const letters = letters_of(text).left(code_length);
    if (code_ == letters) return;
    code_ = letters;
    error_.clear();
    emit changed();
}

QVariantList EnrolController::stages() const {
    QStringList const order{QStringLiteral("code"), QStringLiteral("identity"), QStringLiteral("pin"),
                            QStringLiteral("download")};
    static constexpr char const* ids[] = {"vm.enrol.network", "vm.enrol.identity", "vm.enrol.pin", "vm.enrol.download"};
    auto const now = stage_ == QStringLiteral("done") ? order.size() : order.indexOf(stage_);
    QVariantList out;
    for (int i = 0; i < order.size(); ++i)
        out.push_back(QVariantMap{{"word", qtTrId(ids[i])}, {"state", i < now ? "done" : i == now ? "now" : "next"}});
    return out;
}

QString EnrolController::officeName() const {
    if (stage_ == QStringLiteral("identity")) return in_english() ? facts_.office_en : facts_.office_zh;
    auto const office = context_.store.note(QStringLiteral("office")).toObject();
    return office.value(in_english() ? QStringLiteral("name_en") : QStringLiteral("name_zh")).toString();
}
QString EnrolController::personName() const {
    if (stage_ == QStringLiteral("identity")) return facts_.person_name;
    return context_.store.note(QStringLiteral("person")).toObject().value(QStringLiteral("name")).toString();
}

QString EnrolController::helpText() const {
    auto const phone =
        context_.store.note(QStringLiteral("office")).toObject().value(QStringLiteral("phone")).toString();
    return phone.isEmpty() ? qtTrId("vm.enrol.help") : qtTrId("vm.office_phone").arg(phone);
}

QVariantMap EnrolController::error() const {
    if (error_.isEmpty()) return {};
    static QHash<QString, char const*> const ids{
        {"code_unknown", "vm.enrol.code_unknown"}, {"code_used", "vm.enrol.code_used"},
        {"code_expired", "vm.enrol.code_expired"}, {"not_reachable", "vm.enrol.not_reachable"},
        {"bad_address", "vm.enrol.bad_address"},   {"bad_server", "vm.enrol.bad_server"},
        {"disk_full", "vm.enrol.server_full"},     {"device_known", "vm.enrol.device_known"}};
    auto const known = ids.value(error_, nullptr);
    auto const text = known ? qtTrId(known) : qtTrId("vm.failed").arg(error_);
    return notice(QStringLiteral("warning"), QStringLiteral("warning"), text);
}

bool EnrolController::canNext() const {
    return !busy_ && !server_.trimmed().isEmpty() && code_.size() == code_length;
}

QString EnrolController::whyNot() const {
    if (canNext() || busy_) return {};
    return server_.trimmed().isEmpty() ? qtTrId("vm.enrol.need_server") : qtTrId("vm.enrol.need_code");
}

void EnrolController::fail(QString const& code) {
    busy_ = false;
    error_ = code;
    stage_ = QStringLiteral("code");
    emit changed();
}

void EnrolController::next() {
    if (stage_ != QStringLiteral("code") || !canNext()) return;
    busy_ = true;
    error_.clear();
    emit changed();
    context_.store.ask_server(server_.trimmed(), grouped_code(), [this](ServerFacts const& facts) {
        if (!facts.error.isEmpty()) return fail(facts.error);
        facts_ = facts;
        go(QStringLiteral("identity"));
    });
}

void EnrolController::confirmIdentity() {
    if (stage_ != QStringLiteral("identity") || busy_) return;
    busy_ = true;
    emit changed();
    context_.store.enrol(grouped_code(), QSysInfo::machineHostName(), [this](EnrolResult const& result) {
        if (!result.error.isEmpty()) return fail(result.error);
        code_.clear();
        go(QStringLiteral("pin"));
    });
}

void EnrolController::reject() {
    facts_ = {};
    go(QStringLiteral("code"));
}

void EnrolController::choosePin(QString const& pin) {
    if (stage_ != QStringLiteral("pin") || pin.size() != pinLength()) return;
    pin_error_.clear();
    if (first_pin_.isEmpty()) {
        if (PinGate::is_guessable(pin.toStdString(), context_.store.note(QStringLiteral("demo")).toBool()))
            pin_error_ = "vm.enrol.pin_guessable";
        else
            first_pin_ = pin;
        emit changed();
        return;
    }
    if (std::exchange(first_pin_, {}) != pin) pin_error_ = "vm.enrol.pins_differ";
    emit changed();
    if (!pin_error_.isEmpty()) return;
    context_.store.set_pin(pin, [this](WriteResult const& result) {
        if (!result.ok()) return fail(result.error);
        go(QStringLiteral("download"));
        watch_download();
    });
}

QString EnrolController::pinError() const {
    return pin_error_.isEmpty() ? QString() : qtTrId(pin_error_.constData());
}

QVariantList EnrolController::progress() const {
    auto const& cache = context_.store.cache();
    bool const all = context_.store.link().drained;
    auto const line = [&](char const* id, RecordType type) {
        int const n = static_cast<int>(cache.all(type).size());
        return QVariantMap{
            {"word", qtTrId(id)}, {"done", n}, {"total", all ? n : 0}};  // 0: not known until all has come
    };
    return {line("vm.enrol.schools", RecordType::unit), line("vm.enrol.checklists", RecordType::checklist),
            line("vm.enrol.visits", RecordType::visit)};
}

void EnrolController::watch_download() {
    if (stage_ != QStringLiteral("download")) return;
    emit changed();
    auto const& store = context_.store;
    if (!store.link().drained || store.cache().all(RecordType::checklist).empty()) return;
    go(QStringLiteral("done"));
    emit finished();
}

}  // namespace mingcha

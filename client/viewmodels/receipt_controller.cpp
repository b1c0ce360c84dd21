#include "client/viewmodels/receipt_controller.hpp"

#include <algorithm>

#include "client/sync/server_address.hpp"
#include "client/viewmodels/addendum_words.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/qr_code.hpp"
#include "client/viewmodels/release.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/feedback.hpp"

namespace mingcha {

namespace {
QVariantMap fact(char const* label, QString const& text) {
    return {{"label", qtTrId(label)}, {"text", text}};
}
QVariantMap step(char const* icon, QString const& word, QString const& note, char const* state) {
    return {{"icon", QLatin1String(icon)}, {"word", word}, {"note", note}, {"state", QLatin1String(state)}};
}

qint64 made_ms(Record const& record, std::string_view field) {
    auto const* state = record.find(field);
    auto const* first = state ? shown_first(*state) : nullptr;
    return first ? first->stamp.shown_ms() : 0;
}
/// What was added to the overall comment since it was signed.
QString note_added(Addendum const& added) {
    auto const text_of = [](Value::List const& values) {
        return values.empty() ? QString() : qt(values.front().text());
    };
    auto const before = text_of(added.signed_values);
    auto const now = text_of(added.now);
    return now.startsWith(before) ? now.mid(before.size()).trimmed() : now;
}

/// 签名, and what the centre found the code to be worth. Without a code there is nothing to wait for.
QString signed_word(Record const& confirmation) {
    auto const result = confirmation.value("code_result").text();
    if (result == "ok") return qtTrId("vm.receipt.signed_code");
    if (result == "wrong") return qtTrId("vm.receipt.signed_wrong");
    bool const waits = result.empty() && !confirmation.value("code").bytes().empty();
    return waits ? qtTrId("vm.receipt.signed_waits") : qtTrId("vm.receipt.signed_only");
}
}  // namespace

QString receipt_note(QString const& school, QString const& number, qint64 submitted_ms, QString const& code,
                     QString const& server) {
    QStringList lines{qtTrId("app.title") + QStringLiteral("·") + qtTrId("vm.receipt.note"), school};
    if (!number.isEmpty()) lines << qtTrId("vm.receipt.number").arg(number);
    if (submitted_ms != 0)
        lines << qtTrId("vm.receipt.submitted") + QLatin1Char(' ') + day_code(submitted_ms) + QLatin1Char(' ') +
                     minute_text(submitted_ms);
    lines << qtTrId("receipt.code") + QLatin1Char(' ') + code;
    if (auto const address = ServerAddress::parse(server))
        lines << address->url(QStringLiteral("/verify/") + code).toString();
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

ReceiptController::ReceiptController(Context& context, QObject* parent)
    : Controller(context, parent), chosen_(context.store) {
    connect(&context_.visit, &VisitView::changed, this, &ReceiptController::changed);
    connect(&chosen_, &VisitView::changed, this, &ReceiptController::changed);
    connect(&context_.store, &Store::queueChanged, this, &ReceiptController::changed);
    connect(&context_.store, &Store::linkChanged, this, &ReceiptController::changed);
}

void ReceiptController::look_at(Uuid const& visit) {
    chosen_.open(visit);
    big_qr_ = false;
    emit changed();
}

VisitQueue const* ReceiptController::queue() const {
    auto const& visits = context_.store.queue().visits;
    auto const found = std::ranges::find(visits, view().id(), &VisitQueue::visit);
    return found == visits.end() ? nullptr : &*found;
}

QString ReceiptController::title() const {
    return view().is_open() ? state_word(view().state()) : QString();
}

QString ReceiptController::subtitle() const {
    if (!view().is_open()) return {};
    auto const* unit = view().unit();
    auto const number = qt(view().file().visit->value("number").text());
    auto const school = unit ? name_of(*unit) : QString();
    return number.isEmpty() ? school : school + QStringLiteral("·") + qtTrId("vm.receipt.number").arg(number);
}

bool ReceiptController::is_moving(VisitQueue const& waits) const {
    return context_.store.link().state == LinkState::live && !waits.waits_for_release() && !waits.is_stuck();
}

bool ReceiptController::needs_attention(VisitQueue const& waits) const {
    return waits.held > 0 || !refused_steps(view().file(), view().id()).empty();
}

QVariantMap ReceiptController::chip() const {
    auto const* waits = queue();
    if (!waits) return {};
    using mingcha::chip;
    if (waits->is_done() && needs_attention(*waits))
        return chip(QStringLiteral("warning"), QStringLiteral("warning"), qtTrId("vm.badge.attention_short"));
    if (waits->is_done())
        return chip(QStringLiteral("success"), QStringLiteral("cloud-check"), qtTrId("where.received"));
    if (is_moving(*waits)) return chip(QStringLiteral("info"), QStringLiteral("cloud-up"), qtTrId("where.uploading"));
    return chip(QStringLiteral("pending"), QStringLiteral("tablet"), qtTrId("where.here"));
}

QString ReceiptController::code() const {
    auto const* feedback = view().file().newest_feedback();
    auto const hash = feedback ? feedback->value("hash").bytes() : Bytes{};
    return hash.size() == 32 ? qt(grouped_code(verification_code(view().id(), hash_from(hash)))) : QString();
}

QString ReceiptController::qr() const {
    if (code().isEmpty()) return {};
    auto const* unit = view().unit();
    return qr_rows(receipt_note(unit ? name_of(*unit) : QString(), qt(view().file().visit->value("number").text()),
                                step_ms(context_.store.cache(), view().root(), {"VT14"}), code(),
                                context_.store.note(QStringLiteral("server")).toString()));
}

QString ReceiptController::qrText() const {
    return code().isEmpty() ? QString() : qtTrId("vm.receipt.qr");
}

QVariantList ReceiptController::facts() const {
    QVariantList out;
    if (!view().is_open()) return out;
    auto const& file = view().file();
    if (auto const at = step_ms(context_.store.cache(), view().root(), {"VT14"}); at != 0)
        out.push_back(fact("vm.receipt.submitted", day_text(at) + QLatin1Char(' ') + minute_text(at)));
    auto const ended = early_end_text(file);
    if (!ended.isEmpty()) out.push_back(fact("vm.receipt.ended", ended));
    for (auto const* confirmation : file.confirmations) {
        auto const name = qt(confirmation->value("signer")["name"].text());
        auto const choice = confirmation->value("choice").text();
        auto const word = choice == "unsigned" ? qtTrId("visit.unsigned")
                          : choice == "dissent"
                              ? qtTrId("visit.dissent") + QStringLiteral("·") + signed_word(*confirmation)
                              : signed_word(*confirmation);
        out.push_back(fact("vm.receipt.confirmed", name.isEmpty() ? word : word + QStringLiteral("·") + name));
    }
    auto const& tally = view().score().tally;
    auto const pictures = std::ranges::count_if(
        file.photos, [](Record const* photo) { return photo->value("role").text() != "signature"; });
    auto const counts = QStringList{counted("vm.items", ended.isEmpty() ? tally.items : tally.answered),
                                    counted("vm.findings", static_cast<int>(view().findings().size())),
                                    counted("vm.receipt.photos", static_cast<int>(pictures))};
    out.push_back(fact("vm.receipt.content", counts.join(QStringLiteral("·"))));
    return out;
}

QVariantList ReceiptController::steps() const {
    auto const* waits = queue();
    if (!waits) return {};
    auto const at = step_ms(context_.store.cache(), view().root(), {"VT14"});
    bool const done = waits->is_done();
    auto way = done                ? qtTrId("where.uploaded")
               : is_moving(*waits) ? qtTrId("where.uploading")
                                   : qtTrId("vm.sync.data_waits");
    if (waits->photos > 0) way += QStringLiteral(" %1/%2").arg(waits->photos_done).arg(waits->photos);
    bool const whole = done && !needs_attention(*waits);
    auto const there = done && !whole            ? qtTrId("vm.receipt.attention")
                       : waits->received_ms == 0 ? qtTrId("vm.receipt.waits")
                                                 : minute_text(waits->received_ms);
    return {step("check", qtTrId("where.here"), at == 0 ? QString() : minute_text(at), "done"),
            step("cloud-up", way, {}, done ? "done" : "now"),
            step("cloud-check", qtTrId("where.received"), there, whole ? "done" : "next")};
}

QVariantList ReceiptController::addenda() const {
    QVariantList out;
    auto const* feedback = view().file().newest_feedback();
    if (!feedback) return out;
    std::vector<Record> records(view().records().begin(), view().records().end());
    records.insert(records.end(), view().findings().begin(), view().findings().end());
    auto const all = addendum(feedback->value("values"), records);
    for (auto const& added : all)
        if (added.record == "visit" && added.field == "summary")
            out.push_back(QVariantMap{{"dateText", day_minute_text(made_ms(*view().file().visit, "summary"))},
                                      {"text", note_added(added)}});
    for (auto const& line : addendum_lines(all, view().findings()))
        out.push_back(QVariantMap{{"dateText", QString()}, {"text", line}});
    return out;
}

void ReceiptController::showQr(bool on) {
    big_qr_ = on;
    emit changed();
}

bool ReceiptController::canAdd() const {
    return view().is_open() && view().is_lead() && !view().file().confirmations.empty();
}

void ReceiptController::addAddendum(QString const& text) {
    if (!view().is_lead() || text.trimmed().isEmpty()) return;
    auto const before = qt(view().file().visit->value("summary").text());
    auto const after = before.isEmpty() ? text.trimmed() : before + QLatin1Char('\n') + text.trimmed();
    WriteJob job;
    job.changes = {change(view().name(), "summary", plain(after))};
    job.seals = true;
    context_.store.write(std::move(job), [this](WriteResult const& result) {
        if (result.ok()) emit addendumKept();
    });
}

bool ReceiptController::releaseAsk() const {
    auto const* waits = queue();
    return waits && waits->unreleased > 0 && view().is_inspector();
}
QVariantList ReceiptController::release() const {
    return release_options();
}
void ReceiptController::setRelease(QString const& value, QString const& ground) {
    if (releaseAsk()) release_photos(context_, waiting_photos(view()), value, ground);
}

void ReceiptController::home() {
    context_.navigator.close_visit();
}

}  // namespace mingcha

#include "client/viewmodels/confirm_controller.hpp"

#include <QBuffer>
#include <QImage>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/confirm_rows.hpp"
#include "client/viewmodels/confirm_words.hpp"
#include "client/viewmodels/confirmation_note.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/feedback.hpp"
#include "shared/rules/put_off.hpp"

namespace mingcha {

namespace {
QString const page = QStringLiteral("confirm");
}  // namespace

ConfirmController::ConfirmController(Context& context, QObject* parent)
    : Controller(context, parent),
      gate_(
          context.store, [this] { emit changed(); }, [this] { go_back(); }) {
    connect(&context_.visit, &VisitView::changed, this, [this](VisitView::Changed const& what) {
        if (what.whole || subject().feedback != of_.feedback) take_up();
        refresh();
    });
    // What the page asks besides the visit: the office's settings, the school's people.
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        auto const asked = [](RecordName const& name) {
            return name.type == RecordType::setting || name.type == RecordType::unit || name.type == RecordType::person;
        };
        if (std::ranges::any_of(changes.names, asked)) emit changed();
    });
    connect(&context_.navigator, &Navigator::routeChanged, this, [this] {
        gate_.reset();
        armed_ = false;
        refresh();
    });
    refresh();
}

void ConfirmController::forget() {
    draft_ = {};
    reason_.clear();
    armed_ = false;
}

ConfirmationSubject ConfirmController::subject() const {
    auto const* feedback = context_.visit.file().newest_feedback();
    return {context_.visit.id(), feedback ? feedback->name.id : Uuid{}};
}

/// What was entered before the power went, or for an earlier feedback.
void ConfirmController::take_up() {
    auto const now = subject();
    forget();
    if (auto kept = kept_confirmation(context_.store, now)) std::tie(draft_, reason_) = *std::move(kept);
    if (draft_.choice == "confirm" && has_dissent(shown())) draft_.choice = "dissent";
    if (std::exchange(of_, now).visit != now.visit) handed_back_ = true;
}

ConfirmationDraft ConfirmController::shown() const {
    auto out = draft_;
    drop_points(out, context_.visit.file().findings);
    return out;
}

void ConfirmController::entered() {
    keep_confirmation(context_.store, of_, draft_, reason_);
    refresh();
}

void ConfirmController::refresh() {
    if (context_.visit.state() == State::feedback) handed_back_ = false;
    auto const& answers = context_.visit.file().confirmations;
    bool const is_read = stage() == QStringLiteral("read") || answers.empty();
    findings_.show(confirm_rows(context_, is_read ? draft_ : recorded_draft(*answers.back())));
    emit changed();
}

std::optional<Hash> ConfirmController::feedback_hash() const {
    auto const* feedback = context_.visit.file().newest_feedback();
    if (!feedback || feedback->value("hash").bytes().size() != Hash{}.size()) return std::nullopt;
    Hash out{};
    std::ranges::copy(feedback->value("hash").bytes(), out.begin());
    return out;
}

QString ConfirmController::title() const {
    auto const* unit = context_.visit.unit();
    return qtTrId("confirm.title")
        .arg(unit ? pick(unit->value("name_zh").text(), unit->value("name_en").text()) : QString());
}
QString ConfirmController::dateText() const {
    return day_weekday_text(context_.store.now_ms());
}

QVariantMap ConfirmController::result() const {
    return confirm::result(context_.visit.list(), context_.visit.score());
}
QString ConfirmController::factsText() const {
    return confirm::facts(context_.visit, context_.store.cache());
}
QVariantList ConfirmController::said() const {
    return confirm::said(context_.visit);
}
QString ConfirmController::countText() const {
    return counted("findings.count", findings_.rowCount());
}

QVariantList ConfirmController::choices() const {
    return confirm::choices(shown());
}
QString ConfirmController::choiceNote() const {
    return confirm::choice_note(draft_);
}
QVariantList ConfirmController::reasons() const {
    return confirm::reasons(reason_);
}
QString ConfirmController::signerText() const {
    return confirm::signer_text(context_.visit.unit(), context_.store.cache(), draft_.signer_role);
}
QVariantList ConfirmController::signers() const {
    return confirm::signers(context_.visit.unit(), context_.store.cache(), draft_.signer_role);
}

Uuid ConfirmController::signer_id() const {
    auto const* unit = context_.visit.unit();
    return unit && draft_.signer_role == "liaison" ? unit->value("liaison").id() : Uuid{};
}

QString ConfirmController::signedText() const {
    return isSigned() ? clock_text(draft_.signed_ms) : QString();
}

QString ConfirmController::newVersionText() const {
    auto const* feedback = context_.visit.file().newest_feedback();
    if (!feedback || context_.visit.state() != State::feedback) return {};
    std::vector<Record> all(context_.visit.records().begin(), context_.visit.records().end());
    all.insert(all.end(), context_.visit.findings().begin(), context_.visit.findings().end());
    auto const differs = addendum(feedback->value("values"), all).size();
    return differs == 0 ? QString() : counted("confirm.new_version", static_cast<int>(differs));
}

QString ConfirmController::versionText() const {
    return context_.visit.is_open() ? confirm::version(context_.visit) : QString();
}

QString ConfirmController::whyNot() const {
    if (context_.visit.state() != State::feedback || !feedback_hash()) return qtTrId("confirm.no_feedback");
    if (auto const differs = newVersionText(); !differs.isEmpty()) return differs;
    if (draft_.choice == "unsigned") {
        if (reason_.isEmpty()) return qtTrId("confirm.reason.missing");
        return draft_.witness.empty() ? qtTrId("confirm.witness.missing") : QString();
    }
    // What is signed is what is shown: a dissent that stands on the page is not left out of the record.
    auto const answer = shown();
    if (answer.choice == "confirm" && has_dissent(answer)) return qtTrId("confirm.dissent.stands");
    bool const bare = std::ranges::any_of(
        answer.points, [](auto const& point) { return point.second.dissent && !has_reason(point.second); });
    if (answer.choice == "dissent" && (bare || confirmation_reason(answer).empty()))
        return qtTrId("confirm.dissent.missing");
    if (!isSigned()) return qtTrId("confirm.signature.missing");
    // Who has no code, or forgot it, signs without: the centre then says 仅签名. A name that is typed proves nothing by itself.
    if (draft_.code.empty()) return draft_.typing ? qtTrId("confirm.code.typed") : QString();
    auto const left = static_cast<int>(code_digits - draft_.code.size());
    return left > 0 ? counted("confirm.code.left", left) : QString();
}

bool ConfirmController::canDefer() const {
    // Only where the office has said that its schools can confirm on their own phones: else the feedback would wait for nobody.
    bool const has_phones = setting(context_.store.cache(), settings::defer_to_phone) != 0;
    return has_phones && context_.visit.state() == State::feedback && !writing_;
}
QString ConfirmController::deferText() const {
    return qtTrId("confirm.defer.hours").arg(setting(context_.store.cache(), settings::put_off_hours));
}

QString ConfirmController::stage() const {
    auto const state = context_.visit.state();
    if (state == State::feedback) return QStringLiteral("read");
    bool const answered = state == State::confirmed || state == State::dissented || state == State::unsigned_;
    if (!answered) return QStringLiteral("gone");
    return handed_back_ ? QStringLiteral("submit") : QStringLiteral("signed");
}
QString ConfirmController::recordedText() const {
    if (stage() == QStringLiteral("gone"))
        return context_.navigator.page_for(context_.visit.state()) == QStringLiteral("receipt")
                   ? qtTrId("confirm.elsewhere")
                   : qtTrId("confirm.withdrawn");
    return context_.visit.state() == State::unsigned_ ? qtTrId("confirm.recorded.unsigned")
                                                      : qtTrId("confirm.recorded");
}
bool ConfirmController::canSubmit() const {
    return stage() == QStringLiteral("submit") && context_.visit.is_lead();
}
QString ConfirmController::submitText() const {
    if (stage() != QStringLiteral("submit")) return {};
    return canSubmit() ? qtTrId("submit.ask") : qtTrId("submit.lead_only");
}

void ConfirmController::setChoice(QString const& value) {
    draft_.choice = plain(value);
    entered();
}
void ConfirmController::setPoint(QString const& finding, QString const& choice) {
    draft_.points[uuid(finding)].dissent = choice == QStringLiteral("dissent");
    if (draft_.choice != "unsigned") draft_.choice = has_dissent(shown()) ? "dissent" : "confirm";
    entered();
}
void ConfirmController::setPointReason(QString const& finding, QString const& reason) {
    draft_.points[uuid(finding)].reason = plain(reason);
    entered();
}
void ConfirmController::setPointText(QString const& finding, QString const& text) {
    draft_.points[uuid(finding)].text = plain(text);
    entered();
}
void ConfirmController::toggleFinding(QString const& finding) {
    auto& point = draft_.points[uuid(finding)];
    point.open = !point.open;
    entered();
}
void ConfirmController::setWholeText(QString const& text) {
    draft_.whole = plain(text);
    entered();
}
void ConfirmController::setReason(QString const& value) {
    reason_ = value;
    draft_.reason = plain(value == QStringLiteral("absent") ? qtTrId("unsigned.absent") : qtTrId("unsigned.refused"));
    entered();
}
void ConfirmController::setWitness(QString const& text) {
    draft_.witness = plain(text.trimmed());
    entered();
}
void ConfirmController::setSigner(QString const& value) {
    draft_.signer_role = value == QStringLiteral("head") ? "head" : "liaison";
    entered();
}
void ConfirmController::setTyping(bool on) {
    draft_.typing = on;
    entered();
}
void ConfirmController::setTypedName(QString const& text) {
    draft_.typed = plain(text.trimmed());
    draft_.signed_ms = context_.store.now_ms();
    entered();
}

void ConfirmController::setSignature(QVariantList const& strokes, QVariant const& image) {
    draft_.drawing.clear();
    draft_.strokes = strokes;
    QBuffer buffer(&draft_.drawing);
    if (!strokes.isEmpty() && buffer.open(QIODevice::WriteOnly)) (void)image.value<QImage>().save(&buffer, "PNG");
    draft_.signed_ms = context_.store.now_ms();
    entered();
}
void ConfirmController::clearSignature() {
    draft_.drawing.clear();
    draft_.strokes.clear();
    entered();
}

void ConfirmController::codeDigit(QString const& digit) {
    if (digit.size() != 1 || !digit.front().isDigit() || draft_.code.size() == code_digits) return;
    draft_.code += plain(digit);
    emit changed();
}
void ConfirmController::codeErase() {
    if (!draft_.code.empty()) draft_.code.pop_back();
    emit changed();
}

void ConfirmController::finish() {
    auto const hash = feedback_hash();
    if (!hash || !canFinish()) return;
    SystemRandom random;
    RecordName const name{context_.visit.root(), RecordType::confirmation, context_.store.new_id()};
    auto answer = shown();
    answer.signer_name = plain(confirm::signer_name(context_.visit.unit(), context_.store.cache(), answer.signer_role));
    if (!answer.typing) answer.typed.clear();
    auto changes = confirmation_changes(answer, name, *hash, context_.store.facts().server_box, random);
    Value::Map data{{"confirmation", Value(name.id)}};
    bool const none = answer.choice == "unsigned";
    if (none) data.emplace("witness", answer.witness);
    auto const by = none ? context_.store.person() : signer_id();
    auto const step = step_changes({context_.visit.root(), context_.visit.id(), confirmation_act(answer),
                                    confirmation_reason(answer), std::move(data), hash},
                                   context_.store.new_id(), by, context_.visit.records());
    changes.insert(changes.end(), step.begin(), step.end());
    writing_ = true;
    auto const stored = [this](bool ok) {
        writing_ = false;
        if (ok) {
            forget();
            drop_confirmation(context_.store);
            askReturn();  // it is still the school that holds the tablet
        }
        refresh();
    };
    if (none || answer.typing || answer.drawing.isEmpty()) {
        WriteJob job;
        job.changes = std::move(changes);
        job.seals = true;
        return context_.store.write(std::move(job), [stored](WriteResult const& result) { stored(result.ok()); });
    }
    auto const all =
        with_signature(std::move(changes), {context_.visit.root(), RecordType::photo, context_.store.new_id()}, name.id,
                       answer.signed_ms);
    context_.store.keep_photo({answer.drawing, all}, [stored](PhotoResult const& result) { stored(result.ok()); });
}

void ConfirmController::defer() {
    auto const hash = feedback_hash();
    if (!hash || !canDefer()) return;
    RecordName const name{context_.visit.root(), RecordType::confirmation, context_.store.new_id()};
    WriteJob job;
    job.changes = {change(name, "feedback", *hash), change(name, "choice", "deferred")};
    job.seals = true;
    context_.store.write(std::move(job), [this](WriteResult const& result) {
        if (!result.ok()) return;
        context_.undo.tell(qtTrId("confirm.deferred").arg(setting(context_.store.cache(), settings::put_off_hours)),
                           QStringLiteral("phone"));
        askReturn();
    });
}

/// The inspector has the tablet again: what is signed can be submitted. An unsigned feedback is taken back (VT10), so that work can go on; one that was put off, or that
/// is signed, stays.
void ConfirmController::go_back() {
    auto const hash = feedback_hash();
    bool const put_off = std::ranges::any_of(context_.visit.file().confirmations, [&](Record const* one) {
        return is_put_off(*one) && hash && one->value("feedback").bytes() == Value(*hash).bytes();
    });
    if (put_off) return later();
    if (stage() == QStringLiteral("gone")) return context_.navigator.open_visit(context_.visit.id());
    if (context_.visit.state() != State::feedback) {
        handed_back_ = true;
        return refresh();
    }
    WriteJob job;
    job.changes = context_.visit.step("VT10");
    job.seals = true;
    context_.store.write(std::move(job), [this](WriteResult const& result) {
        if (result.ok()) context_.navigator.open(QStringLiteral("wrapup"));
    });
}

void ConfirmController::later() {
    context_.navigator.open(QStringLiteral("today"));
}

void ConfirmController::submit() {
    if (!canSubmit()) return;
    if (armed_) return submitHeld();
    armed_ = true;
    emit changed();
}

void ConfirmController::submitHeld() {
    if (!canSubmit() || writing_) return;
    writing_ = true;
    open_findings(context_);  // a colleague's that arrived since the feedback
    context_.store.write(submission(context_), [this](WriteResult const& result) {
        writing_ = armed_ = false;
        emit changed();
        if (result.ok()) context_.navigator.open(QStringLiteral("receipt"));
    });
}

void ConfirmController::setLanguage(QString const& language) {
    emit languageAsked(language);
}

}  // namespace mingcha

#include "client/viewmodels/finding_controller.hpp"

#include <functional>

#include "client/viewmodels/finding_steps.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/other_versions.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/finding_evidence.hpp"
#include "shared/rules/settings.hpp"

namespace mingcha {

namespace {
constexpr qint64 day_ms = 24LL * 3'600'000;
QString const separator = QStringLiteral("；");

QString kicker_of(Record const& finding) {
    auto const item = finding.value("item").text();
    return item.empty() ? qtTrId("finding.kicker.own") : qtTrId("finding.kicker.item").arg(number_of(item));
}
bool shows_after(Record const* photo) {
    return photo->value("role").text() == "after";
}
}  // namespace

int proposed_days(RecordCache const& cache, std::string_view letter) {
    return setting(cache, days_setting(letter));
}

bool is_relapse(RecordCache const& cache, Record const& finding, qint64 now_ms) {
    auto const item = finding.value("item").text();
    if (item.empty()) return false;
    auto const opened_ms = step_ms(cache, finding.name.root, {"FT01"});
    return std::ranges::any_of(cache.all(RecordType::finding), [&](Record const* other) {
        bool const same = other->name.id != finding.name.id &&
                          other->value("unit").id() == finding.value("unit").id() &&
                          other->value("item").text() == item;
        if (!same) return false;
        auto const state = finding_state(*other, cache.of_root(other->name.root));
        bool const is_settled = state == State::closed || state == State::fixed_on_spot;
        return is_settled &&
               may_relapse(step_ms(cache, other->name.root, {"FT02", "FT08"}), opened_ms != 0 ? opened_ms : now_ms);
    });
}

void FindingController::show(Uuid const& id) {
    if (id != id_) {
        typing_.leave();
        notice_.clear();
    }
    id_ = id;
    emit changed();
}

Record const* FindingController::record() const {
    return id_.is_nil() ? nullptr : context_.store.cache().find(RecordType::finding, id_);
}
QString FindingController::id() const {
    return id_.is_nil() ? QString() : qt(id_);
}
QString FindingController::key() const {
    return key_of(id());
}

QString FindingController::text(std::string_view field) const {
    return own_text(context_, record(), field);
}

QString FindingController::kicker() const {
    return record() ? kicker_of(*record()) : qtTrId("finding.kicker.own");
}

QVariantList FindingController::classes() const {
    QVariantList out;
    auto const chosen = text("class");
    for (auto const* letter : {"A", "B", "C", "D"})
        out.push_back(option(QString::fromLatin1(letter), class_text(letter), chosen == QLatin1String(letter)));
    return out;
}

bool FindingController::onSpot() const {
    auto const* here = record();
    return here && !here->value("days").is_null() && here->value("days").integer() == 0;
}

QVariantList FindingController::days() const {
    auto const* here = record();
    auto const now = here ? here->value("days").integer(-1) : -1;
    QVariantList out;
    bool known = false;
    for (int const n : {0, 7, 15, 30}) {
        out.push_back(option(QString::number(n), days_text(Value(n)), now == n));
        known = known || now == n;
    }
    out.push_back(option(QStringLiteral("pick"),
                         now >= 0 && !known ? days_text(Value(now)) : qtTrId("finding.days.pick"), now >= 0 && !known));
    return out;
}

QString FindingController::dueText() const {
    auto const* here = record();
    auto const days = here ? here->value("days").integer(-1) : -1;
    if (days <= 0) return days == 0 ? qtTrId("finding.days.spot") : QString();
    return qtTrId("finding.due").arg(day_text(context_.store.now_ms() + days * day_ms)).arg(days);
}

QString FindingController::dueDay() const {
    auto const* here = record();
    auto const days = here ? here->value("days").integer(-1) : -1;
    return days < 0 ? QString() : day_code(context_.store.now_ms() + days * day_ms);
}

QString FindingController::today() const {
    return day_code(context_.store.now_ms());
}

QVariantList FindingController::advices() const {
    QVariantList out;
    auto const said = advice();
    for (auto const& words : {qtTrId("advice.at_once"), qtTrId("advice.patrol"), qtTrId("advice.train"),
                              qtTrId("advice.repair"), qtTrId("advice.rules")})
        out.push_back(option(words, words, said.contains(words)));
    return out;
}

QVariantList FindingController::people() const {
    QVariantList out;
    auto const chosen = responsible();
    for (auto const& words :
         {qtTrId("post.logistics"), qtTrId("post.safety"), qtTrId("post.teaching"), qtTrId("post.head")})
        out.push_back(option(words, words, chosen == words));
    return out;
}

int FindingController::proposed(std::string_view letter) const {
    return proposed_days(context_.store.cache(), letter);
}

QVariantList FindingController::photos() const {
    if (!record()) return {};
    auto own = photos_of(context_, id_);
    if (onSpot()) std::erase_if(own, shows_after);
    auto out = photo_maps(context_, own, title());
    if (auto const item = plain(text("item")); !item.empty())
        out += photo_maps(context_, context_.visit.answer_name(item).id, title());
    return out;
}

QVariantList FindingController::afterPhotos() const {
    if (!record() || !onSpot()) return {};
    auto own = photos_of(context_, id_);
    std::erase_if(own, std::not_fn(shows_after));
    return photo_maps(context_, own, title());
}

bool FindingController::noBasis() const {
    return !lead_of_no_basis(plain(basis())).empty();
}
QString FindingController::basisNote() const {
    if (!record() || basis_is_given(plain(basis()))) return {};
    return noBasis() ? qtTrId("finding.basis.reason") : qtTrId("finding.basis.missing");
}

QVariantList FindingController::others() const {
    QVariantList out;
    std::pair<char const*, QString> const texts[]{{"title", qtTrId("addendum.title")},
                                                  {"basis", qtTrId("addendum.basis")},
                                                  {"advice", qtTrId("addendum.advice")},
                                                  {"responsible", qtTrId("addendum.responsible")}};
    for (auto const& [field, label] : texts) out += other_versions(context_, record(), field, label);
    out += other_versions(context_, record(), "class", qtTrId("addendum.class"),
                          [](Value const& value) { return class_text(value.text()); });
    out += other_versions(context_, record(), "days", qtTrId("addendum.days"),
                          [](Value const& value) { return days_text(value); });
    return out;
}

void FindingController::takeBoth(QVariantMap const& other) {
    if (!may_write()) return;
    typing_.leave();
    auto change = both_in_one(context_, *record(), plain(other.value(QStringLiteral("field")).toString()),
                              other.value(QStringLiteral("id")).toString());
    if (change) context_.store.write({*std::move(change)});
}

void FindingController::setNoBasis(bool on) {
    if (!may_write() || on == noBasis()) return;
    typing_.leave();
    auto const here = plain(typing_.newest(record()->name, "basis", basis()));
    auto const lead = plain(pick(std::string(no_basis_zh), std::string(no_basis_en)));
    write({change(record()->name, "basis", on ? lead + here : here.substr(lead_of_no_basis(here).size()))});
}

QString FindingController::relapseText() const {
    return record() && is_relapse(context_.store.cache(), *record(), context_.store.now_ms())
               ? qtTrId("finding.relapse")
               : QString();
}
QString FindingController::savedText() const {
    return record() ? qtTrId("save.short") : QString();
}

void FindingController::type(QString const& id, std::string_view field, QString const& text) {
    auto const* of = context_.store.cache().find(RecordType::finding, uuid(id));
    if (of && !context_.visit.is_read_only()) typing_.type(of->name, {}, field, text, kicker_of(*of));
}

void FindingController::write(std::vector<Change> changes) {
    auto const* here = record();
    std::erase_if(changes, [&](Change const& one) {
        auto const* field = here->find(one.field);
        auto const* shown = field ? shown_first(*field) : nullptr;
        bool const alone = field && field->siblings.size() == 1;
        return alone &&
               shown->value == as_text(one.value.encode());  // the same choice again writes nothing, but settles
    });
    if (!changes.empty()) write_undoable(context_, std::move(changes), kicker());
}

void FindingController::useAdvice(QString const& value) {
    if (!may_write()) return;
    auto const said = typing_.newest(record()->name, "advice", advice());
    if (said.contains(value)) return;
    typing_.leave();
    write({change(record()->name, "advice", plain(said.isEmpty() ? value : said + separator + value))});
}

void FindingController::setClass(QString const& value) {
    auto const letter = plain(value);
    if (!may_write() || class_text(letter).isEmpty()) return;
    auto const& name = record()->name;
    std::vector<Change> changes{change(name, "class", letter)};
    // Days that were only proposed follow the class; a day that a person chose stays, but only class A may be fixed on the spot.
    auto const before = text("class");
    auto const days = record()->value("days");
    bool const untouched = days.is_null() || days.integer() == proposed(plain(before));
    if (untouched || (letter != "A" && days.integer() == 0)) changes.push_back(change(name, "days", proposed(letter)));
    write(std::move(changes));
}

void FindingController::setOnSpot(bool on) {
    if (!may_write() || on == onSpot()) return;
    // What is not put right now gets a day; where the office's own for class A is on the spot, that of class B.
    auto const days = proposed(plain(text("class")));
    if (!on) return write({change(record()->name, "days", days > 0 ? days : proposed("B"))});
    if (text("class") != QStringLiteral("A")) {
        notice_ = mingcha::notice(QStringLiteral("info"), QStringLiteral("info"), qtTrId("finding.not_class_a"),
                                  qtTrId("finding.make_class_a"), QStringLiteral("class.A"));
        return emit changed();
    }
    write({change(record()->name, "days", 0)});
}

void FindingController::setDays(QString const& value) {
    bool number = false;
    auto const days = value.toInt(&number);
    if (!may_write() || !number || days < 0) return;
    if (days == 0) return setOnSpot(true);
    write({change(record()->name, "days", days)});
}

void FindingController::setDate(QString const& day) {
    auto const due = day_start_ms(plain(day));
    auto const days = due == 0 ? 0 : days_between(context_.store.now_ms(), due);
    if (days > 0) setDays(QString::number(days));
}

void FindingController::takePhoto(bool after) {
    if (!may_write()) return;
    context_.navigator.set_subject(id_, !onSpot() ? "evidence" : after ? "after" : "before");
    context_.navigator.open(QStringLiteral("photo"));
}

void FindingController::noticeAct(QString const& act) {
    notice_.clear();
    emit changed();
    if (act == QStringLiteral("class.A") && may_write())
        write({change(record()->name, "class", "A"), change(record()->name, "days", 0)});
}

}  // namespace mingcha

#include "client/viewmodels/item_panel.hpp"

#include <QJsonArray>

#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/other_versions.hpp"
#include "client/viewmodels/photo_maps.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
QString const own_phrases = QStringLiteral("phrases");  // note: list of the inspector's own phrases
QString const separator = QStringLiteral("；");
}  // namespace

void ItemPanel::show(QString const& code) {
    if (code == code_) return emit changed();
    typing_.leave();
    code_ = code;
    basis_open_ = false;
    emit changed();
}

void ItemPanel::note_change(Change back, QString const& line) {
    auto const name = back.name;
    past_[name].push_back({std::move(back), line});
    if (name == answer_name()) emit changed();
}

Item const* ItemPanel::item() const {
    auto const* list = context_.visit.list();
    return list ? list->item(plain(code_)) : nullptr;
}

QString ItemPanel::text(std::string_view field) const {
    auto const* answer = context_.visit.file().answer(plain(code_));
    return own_text(context_, answer, field);
}

QVariantList ItemPanel::others() const {
    auto const* list = context_.visit.list();
    auto const* answer = context_.visit.file().answer(plain(code_));
    if (!list || !answer) return {};
    auto out = other_versions(context_, answer, "comment", qtTrId("panel.comment"));
    for (auto const& column : list->narrative_fields)
        out += other_versions(context_, answer, column.code, pick(column.words));
    return out;
}

void ItemPanel::takeBoth(QVariantMap const& other) {
    auto const* answer = context_.visit.file().answer(plain(code_));
    if (!answer || context_.visit.is_read_only()) return;
    typing_.leave();
    auto change = both_in_one(context_, *answer, plain(other.value(QStringLiteral("field")).toString()),
                              other.value(QStringLiteral("id")).toString());
    if (change) context_.store.write({*std::move(change)});  // no undo: taking it back would raise the difference again
}

QString ItemPanel::key() const {
    return key_of(code_);
}
QString ItemPanel::number() const {
    return number_of(plain(code_));
}

QString ItemPanel::kicker() const {
    auto const* here = item();
    if (!here) return {};
    auto const which = qtTrId("panel.kicker").arg(number());
    return here->method.zh.empty() ? which : which + QStringLiteral("·") + pick(here->method);
}

QString ItemPanel::title() const {
    auto const* here = item();
    return here ? pick(here->text) : QString();
}

QString ItemPanel::basisText() const {
    auto const* here = item();
    if (!here) return {};
    return pick(here->basis.zh.empty() ? context_.visit.list()->basis : here->basis);
}

QString ItemPanel::commentSaved() const {
    return comment().isEmpty() ? QString() : qtTrId("save.short");
}

QVariantList ItemPanel::phrases() const {
    auto const* here = item();
    if (!here) return {};
    QVariantList out;
    auto const said = comment();
    auto const add = [&](QString const& words) { out.push_back(option(words, words, said.contains(words))); };
    for (auto const& phrase : here->phrases) add(pick(phrase));
    for (auto const& own : context_.store.note(own_phrases).toArray()) add(own.toString());
    return out;
}

QVariantList ItemPanel::photos() const {
    if (!item()) return {};
    return photo_maps(context_, context_.visit.answer_name(plain(code_)).id, number() + QLatin1Char(' ') + title());
}

QString ItemPanel::photoText() const {
    auto const* here = item();
    auto const* scored = here ? context_.visit.score().item(here->code) : nullptr;
    return scored ? photo_state(*here, *scored, context_.visit.file())[QStringLiteral("text")].toString() : QString();
}

QString ItemPanel::photoTone() const {
    auto const* here = item();
    auto const* scored = here ? context_.visit.score().item(here->code) : nullptr;
    return scored ? photo_state(*here, *scored, context_.visit.file())[QStringLiteral("tone")].toString()
                  : QStringLiteral("neutral");
}

QString ItemPanel::photoRule() const {
    auto const* here = item();
    return here ? photo_rule(here->evidence.photo) : QStringLiteral("optional");
}
QString ItemPanel::photoWhy() const {
    return photoRule() == QStringLiteral("forbidden") ? qtTrId("photo.forbidden.why") : QString();
}

QVariantList ItemPanel::findings() const {
    QVariantList out;
    int n = 0;
    for (auto const* finding : context_.visit.file().findings) {
        ++n;
        if (finding->value("item").text() != plain(code_)) continue;
        auto const letter = finding->value("class").text();
        auto const id = qt(finding->name.id);
        bool const severe = letter == "C" || letter == "D";
        out.push_back(
            QVariantMap{{QStringLiteral("id"), id},
                        {QStringLiteral("key"), key_of(id)},
                        {QStringLiteral("chip"), chip(severe ? QStringLiteral("danger") : QStringLiteral("warning"),
                                                      QStringLiteral("warning"), qtTrId("finding.n").arg(n))},
                        {QStringLiteral("classText"), class_text(letter)},
                        {QStringLiteral("dueText"), days_text(finding->value("days"))},
                        {QStringLiteral("title"), qt(finding->value("title").text())}});
    }
    return out;
}

QStringList ItemPanel::history() const {
    QStringList out;
    if (auto const found = past_.find(answer_name()); found != past_.end())
        for (auto const& past : found->second) out.push_front(past.line);
    return out;
}
QString ItemPanel::historyText() const {
    return history().value(0);
}
bool ItemPanel::historyUndo() const {
    return past_.contains(answer_name()) && !context_.visit.is_read_only();
}

QVariantMap ItemPanel::proposal() const {
    auto const* here = item();
    auto const* scored = here ? context_.visit.score().item(here->code) : nullptr;
    if (!scored || !scored->fails || context_.visit.is_read_only() || !text("no_finding").isEmpty() ||
        !findings().isEmpty())
        return {};
    auto const letter = std::string(1, proposed_class(*here, *scored));
    return notice(QStringLiteral("warning"), QStringLiteral("warning"),
                  qtTrId("finding.proposed").arg(class_text(letter)), qtTrId("finding.make"),
                  QStringLiteral("finding.new"));
}

void ItemPanel::write_text(std::string_view field, QString const& text, QString const& what) {
    if (!item() || context_.visit.is_read_only()) return;
    auto change = context_.visit.answer_change(plain(code_), field, Value(plain(text)));
    auto const* answer = context_.visit.file().answer(plain(code_));
    if (auto const* shown = own_or_first(answer, field, context_.store.person()))
        change.seen = seen_only(*answer->find(field), {shown});
    write_undoable(context_, {std::move(change)}, number() + QLatin1Char(' ') + what);
}

void ItemPanel::type(QString const& code, std::string_view field, QString const& text, QString const& what) {
    auto const of = plain(code);
    auto const* list = context_.visit.list();
    if (!list || !list->item(of) || context_.visit.is_read_only()) return;
    typing_.type(context_.visit.answer_name(of), of, field, text, number_of(of) + QLatin1Char(' ') + what);
}

void ItemPanel::setComment(QString const& code, QString const& text) {
    type(code, "comment", text, qtTrId("panel.comment"));
}

void ItemPanel::commitComment() {
    typing_.leave();
}

void ItemPanel::usePhrase(QString const& value) {
    auto const said = typing_.newest(context_.visit.answer_name(plain(code_)), "comment", comment());
    if (said.contains(value)) return;
    typing_.leave();
    write_text("comment", said.isEmpty() ? value : said + separator + value, qtTrId("panel.comment"));
}

void ItemPanel::addPhrase(QString const& text) {
    auto const phrase = text.trimmed();
    if (phrase.isEmpty()) return;
    auto own = context_.store.note(own_phrases).toArray();
    if (!own.contains(phrase)) own.append(phrase);
    context_.store.set_note(own_phrases, own);
    usePhrase(phrase);
    emit changed();
}

void ItemPanel::openPhoto(QString const& id) {
    context_.navigator.set_subject(uuid(id));
    context_.navigator.open(QStringLiteral("photo"));
}

void ItemPanel::editFinding(QString const& id) {
    context_.navigator.set_subject(uuid(id));
    context_.navigator.open(QStringLiteral("finding"));
}

void ItemPanel::undoHistory() {
    auto const found = past_.find(answer_name());
    if (found == past_.end() || context_.visit.is_read_only()) return;
    auto const back = found->second.back().back;
    found->second.pop_back();
    if (found->second.empty()) past_.erase(found);
    context_.store.write({back});
}

void ItemPanel::proposalAct(QString const&) {
    context_.navigator.set_subject(context_.visit.answer_name(plain(code_)).id);
    context_.navigator.open(QStringLiteral("finding"));
}

void ItemPanel::dismissFinding(QString const& code, QString const& reason) {
    type(code, "no_finding", reason.trimmed(), qtTrId("finding.dismissed"));
}

void ItemPanel::setNoPhoto(QString const& code, QString const& text) {
    type(code, "no_photo", text, qtTrId("panel.no_photo"));
}

void ItemPanel::toggleBasis() {
    basis_open_ = !basis_open_;
    emit changed();
}

}  // namespace mingcha

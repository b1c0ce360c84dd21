#include "client/viewmodels/confirm_words.hpp"

#include <algorithm>

#include "client/viewmodels/addendum_words.hpp"
#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/ranks.hpp"

namespace mingcha::confirm {

QVariantMap result(Checklist const* list, Score const& score) {
    bool const failed = score.by_veto || !score.veto_failed.empty();
    int const rank = list && !score.grade.empty() ? grade_rank(*list, score.grade) : 0;  // 0: no mark without a grade
    QStringList parts;
    for (auto const& code : score.veto_failed)
        parts.push_back(number_of(code) + QLatin1Char(' ') + qtTrId("score.veto_failed"));
    if (score.score)
        parts.push_back(qtTrId("score.raw") + QLatin1Char(' ') + QString::fromStdString(score.score->to_string()));
    else
        for (auto const& level : score.tally.levels)
            if (level.count > 0) parts.push_back(pick(level.words) + QLatin1Char(' ') + QString::number(level.count));
    return {{QStringLiteral("level"), failed ? 5 : rank},
            {QStringLiteral("word"), score.grade.empty() ? qtTrId("confirm.done") : pick(score.grade_words)},
            {QStringLiteral("text"), parts.join(QStringLiteral("·"))}};
}

QString version(VisitView const& visit) {
    auto const* before = visit.file().feedback_before();
    if (!before) return {};
    auto const& now = *visit.file().newest_feedback();
    auto const lines = version_lines(difference(before->value("values"), now.value("values")), visit.findings());
    auto const head = qtTrId(lines.isEmpty() ? "version.same" : "version.head").arg(now.value("round").integer());
    return (QStringList{head} + lines).join(QLatin1Char('\n'));
}

QVariantList said(VisitView const& visit) {
    QVariantList out;
    if (!visit.is_open()) return out;
    for (auto const& [field, label] :
         {std::pair("summary", "wrapup.comment"), std::pair("highlights", "findings.highlights")})
        if (auto const text = qt(visit.file().visit->value(field).text()); !text.isEmpty())
            out.push_back(QVariantMap{{QStringLiteral("label"), qtTrId(label)}, {QStringLiteral("text"), text}});
    return out;
}

QString facts(VisitView const& visit, RecordCache const& cache) {
    auto const& tally = visit.score().tally;
    auto const* lead =
        visit.is_open() ? cache.find(RecordType::person, visit.file().visit->value("lead").id()) : nullptr;
    return qtTrId("confirm.facts")
        .arg(tally.answered - tally.na)
        .arg(tally.na)
        .arg(lead ? qt(lead->value("name").text()) : QString());
}

int dissents(ConfirmationDraft const& draft) {
    return static_cast<int>(
        std::ranges::count_if(draft.points, [](auto const& point) { return point.second.dissent; }));
}

QVariantList choices(ConfirmationDraft const& draft) {
    auto const points = dissents(draft);
    auto const one = [&](char const* value, QString const& word) {
        return option(QString::fromLatin1(value), word, draft.choice == value);
    };
    return {one("confirm", qtTrId("confirm.confirm")),
            one("dissent", points == 0 ? qtTrId("confirm.dissent.choose") : counted("confirm.dissent.n", points)),
            one("unsigned", qtTrId("confirm.unsigned"))};
}

QString choice_note(ConfirmationDraft const& draft) {
    if (draft.choice == "dissent") return qtTrId("confirm.dissent");
    return draft.choice == "confirm" ? qtTrId("confirm.mean") : qtTrId("confirm.unsigned.note");
}

QVariantList reasons(QString const& chosen) {
    auto const one = [&](char const* value, QString const& word) {
        return option(QString::fromLatin1(value), word, chosen == QLatin1String(value));
    };
    return {one("absent", qtTrId("unsigned.absent")), one("refused", qtTrId("unsigned.refused"))};
}

QString signer_name(Record const* unit, RecordCache const& cache, std::string const& role) {
    if (!unit) return {};
    if (role == "head") return qt(unit->value("head").text());
    auto const* person = cache.find(RecordType::person, unit->value("liaison").id());
    return person ? qt(person->value("name").text()) : QString();
}

QString signer_text(Record const* unit, RecordCache const& cache, std::string const& role) {
    auto const post = role == "head" ? qtTrId("post.head") : qtTrId("post.liaison");
    auto const name = signer_name(unit, cache, role);
    return name.isEmpty() ? post : name + QStringLiteral("·") + post;
}

QVariantList signers(Record const* unit, RecordCache const& cache, std::string const& chosen) {
    QVariantList out;
    for (auto const* role : {"liaison", "head"})
        out.push_back(option(QString::fromLatin1(role), signer_text(unit, cache, role), chosen == role));
    return out;
}

}  // namespace mingcha::confirm

#include "client/viewmodels/item_rows.hpp"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/item_controls.hpp"
#include "client/viewmodels/verdict_edits.hpp"
#include "client/viewmodels/words.hpp"
#include "shared/rules/verdict_words.hpp"

namespace mingcha {

namespace {
QVariantMap text_field(QString const& field, QString const& title, QString const& value, QString const& hint) {
    return {{QStringLiteral("field"), field},
            {QStringLiteral("title"), title},
            {QStringLiteral("text"), value},
            {QStringLiteral("hint"), hint}};
}

QVariantList texts(ItemInput const& in, Record const* answer) {
    QVariantList out;
    if (in.item.scoring == Scoring::text)
        out.push_back(text_field(QStringLiteral("text"), {}, qt(in.verdict.text), qtTrId("runner.text.hint")));
    for (auto const& column : in.list.narrative_fields)
        out.push_back(text_field(qt(column.code), pick(column.words),
                                 answer ? qt(answer->value(column.code).text()) : QString(), {}));
    if (in.verdict.na == "other")
        out.push_back(text_field(QStringLiteral("na_text"), qtTrId("runner.na.why"), qt(in.verdict.na_text), {}));
    auto const automatic = automatic_level(in.item, in.verdict, in.school);
    if (automatic && !in.verdict.level.empty() && automatic->code != in.verdict.level)
        out.push_back(text_field(QStringLiteral("override"), qtTrId("runner.override.why").arg(pick(automatic->reason)),
                                 qt(in.verdict.override_reason), {}));
    return out;
}

QStringList facts(ItemInput const& in) {
    QStringList out;
    if (!in.item.method.zh.empty()) out.push_back(pick(in.item.method));
    switch (in.item.evidence.photo) {
        case Photo::required:
            out.push_back(qtTrId("photo.rule.required"));
            break;
        case Photo::on_fail:
            out.push_back(qtTrId("photo.rule.on_fail"));
            break;
        case Photo::forbidden:
            out.push_back(qtTrId("photo.rule.forbidden"));
            break;
        case Photo::optional:
            break;
    }
    if (is_measured(in.item.scoring))
        if (auto const limit = item_control::limits(in.item, in.school); !limit.isEmpty()) out.push_back(limit);
    if (auto const count = item_control::sample(in.item, in.verdict).value(QStringLiteral("text")).toString();
        !count.isEmpty())
        out.push_back(count);
    return out;
}

QString na_reason(Checklist const& list, Verdict const& verdict) {
    for (auto const& reason : list.na_reasons)
        if (reason.code == verdict.na) return pick(reason.words);
    return qt(verdict.na);
}

QString self_text(Item const& item, Record const* answer) {
    if (!answer) return {};
    auto const self = self_from(answer->value("self"));
    if (!self || self->level.empty()) return {};
    auto const* level = item.level(self->level);
    return qtTrId("runner.self").arg(level ? pick(level->words) : qt(self->level));
}

QString state_of(Item const& item, Verdict const& verdict, ItemScore const& scored) {
    if (scored.state != ItemState::open) return QStringLiteral("done");
    auto rest = verdict;
    rest.other.clear();
    (void)item;
    return rest == Verdict{} ? QStringLiteral("open") : QStringLiteral("part");
}

int findings_of(CaseFile const& file, std::string_view item) {
    return static_cast<int>(std::ranges::count_if(
        file.findings, [&](Record const* finding) { return finding->value("item").text() == item; }));
}

void put_veto(QVariantMap& row, ItemInput const& in, ItemScore const& scored, int photos, bool comment) {
    bool const failed = in.item.veto && scored.fails;
    bool const settled = failed && (photos > 0 || comment);
    row[QStringLiteral("veto")] = in.item.veto;
    row[QStringLiteral("vetoFailed")] = failed;
    row[QStringLiteral("vetoSettled")] = settled;
    row[QStringLiteral("vetoText")] = !failed   ? QString()
                                      : settled ? qtTrId("runner.veto.settled")
                                                : qtTrId("visit.veto");
}

void put_value(QVariantMap& row, ItemInput const& in, ItemScore const& scored, Record const* answer) {
    row[QStringLiteral("shape")] = shape_of(in.item);
    row[QStringLiteral("options")] = item_control::options(in.item);
    row[QStringLiteral("columns")] = item_control::columns(in.list, in.item, in.verdict);
    row[QStringLiteral("coefficientText")] = item_control::coefficient_range(in.item);
    row[QStringLiteral("points")] = item_control::points(in.item, in.verdict);
    auto measures = item_control::measures(in.list, in.item, in.verdict, in.school);
    for (auto& one : measures) {
        auto field = one.toMap();
        field[QStringLiteral("error")] =
            field.value(QStringLiteral("key")).toString() == in.refused.field ? in.refused.words : QString();
        one = field;
    }
    row[QStringLiteral("measures")] = measures;
    row[QStringLiteral("faults")] = item_control::faults(in.item, in.verdict);
    row[QStringLiteral("deductText")] = item_control::deduct_text(in.item, scored);
    row[QStringLiteral("full")] = in.verdict.faults && in.verdict.faults->empty();
    row[QStringLiteral("workingText")] = item_control::working(in.item, in.school);
    row[QStringLiteral("sample")] = item_control::sample(in.item, in.verdict);
    row[QStringLiteral("texts")] = texts(in, answer);
    row[QStringLiteral("naAllowed")] = in.item.na_allowed;
    row[QStringLiteral("na")] = in.verdict.is_na() || in.na_asking;
    row[QStringLiteral("naAsking")] = in.na_asking;
    row[QStringLiteral("naReason")] = in.verdict.is_na() ? na_reason(in.list, in.verdict) : QString();
}
}  // namespace

QString number_of(std::string_view code) {
    auto const first = std::ranges::find_if(code, [](unsigned char c) { return std::isdigit(c) != 0; });
    return first == code.end() ? qt(code) : qt(std::string_view(first, code.end()));
}

QString shape_of(Item const& item) {
    if (item.scoring == Scoring::text) return QStringLiteral("text");
    if (item.scoring == Scoring::points) return QStringLiteral("points");
    if (item.scoring == Scoring::deduct) return QStringLiteral("deduct");
    if (item.sample) return QStringLiteral("sample");
    if (is_measured(item.scoring) && !item_control::has_sizes(item)) return QStringLiteral("measure");
    return QStringLiteral("choice");
}

QString photo_rule(Photo rule) {
    switch (rule) {
        case Photo::required:
            return QStringLiteral("required");
        case Photo::on_fail:
            return QStringLiteral("on_fail");
        case Photo::forbidden:
            return QStringLiteral("forbidden");
        case Photo::optional:
            break;
    }
    return QStringLiteral("optional");
}

QString class_text(std::string_view letter) {
    if (letter == "A") return QStringLiteral("A ") + qtTrId("class.A");
    if (letter == "B") return QStringLiteral("B ") + qtTrId("class.B");
    if (letter == "C") return QStringLiteral("C ") + qtTrId("class.C");
    return letter == "D" ? QStringLiteral("D ") + qtTrId("class.D") : QString();
}

QString days_text(Value const& days) {
    if (days.is_null()) return {};
    return days.integer() == 0 ? qtTrId("finding.days.spot") : qtTrId("finding.days.n").arg(days.integer());
}

QVariantMap photo_state(Item const& item, ItemScore const& scored, CaseFile const& file) {
    AnswerFacts facts;
    facts.verdict.level = scored.level;
    if (auto const* answer = file.answer(item.code)) {
        facts.photos = file.photos_of(answer->name.id);
        facts.no_photo_reason = !answer->value("no_photo").text().empty();
    }
    bool const asked =
        item.evidence.photo == Photo::required || (item.evidence.photo == Photo::on_fail && scored.fails);
    int const missing = photos_needed(item, scored, facts);
    if (missing > 0)
        return {{QStringLiteral("text"), counted("photo.owed", missing)},
                {QStringLiteral("tone"), QStringLiteral("warning")}};
    if (!asked || scored.state == ItemState::na || scored.state == ItemState::open)
        return {{QStringLiteral("text"), QString()}, {QStringLiteral("tone"), QStringLiteral("neutral")}};
    return {{QStringLiteral("text"), qtTrId("photo.all_there")}, {QStringLiteral("tone"), QStringLiteral("success")}};
}

QStringList verdict_parts(Checklist const& list, Item const& item, Verdict const& verdict, SchoolFacts const& school) {
    QStringList out;
    for (auto const& part : said(list, item, verdict, school)) out.push_back(pick(part));
    return out;
}

QVariantMap item_row(ItemInput const& in) {
    auto const* answer = in.file.answer(in.item.code);
    auto const scored = score_item(in.list, in.item, in.verdict, in.school);
    int const photos = answer ? in.file.photos_of(answer->name.id) : 0;
    bool const comment = answer && !answer->value("comment").text().empty();
    auto const code = qt(in.item.code);
    auto const full = in.item.full_mark();
    QVariantMap row{
        {QStringLiteral("code"), code},
        {QStringLiteral("key"), key_of(code)},
        {QStringLiteral("number"), number_of(in.item.code)},
        {QStringLiteral("index1"), in.index1},
        {QStringLiteral("count"), in.count},
        {QStringLiteral("question"), pick(in.item.text)},
        {QStringLiteral("sectionText"), number_of(in.section.code) + QLatin1Char(' ') + pick(in.section.title)},
        {QStringLiteral("lastText"), QString()},
        {QStringLiteral("facts"), facts(in)},
        {QStringLiteral("pointsText"), in.list.total && full && *full > Decimal{}
                                           ? qtTrId("runner.points").arg(item_control::text_of(*full))
                                           : QString()}};
    put_value(row, in, scored, answer);
    put_veto(row, in, scored, photos, comment);
    row[QStringLiteral("state")] = state_of(in.item, in.verdict, scored);
    row[QStringLiteral("current")] = in.current;
    row[QStringLiteral("next")] = in.next;
    row[QStringLiteral("photoRule")] = photo_rule(in.item.evidence.photo);
    row[QStringLiteral("photoWhy")] =
        in.item.evidence.photo == Photo::forbidden ? qtTrId("photo.forbidden.why") : QString();
    row[QStringLiteral("photoCount")] = photos;
    row[QStringLiteral("commentCount")] = comment ? 1 : 0;
    row[QStringLiteral("findingCount")] = findings_of(in.file, in.item.code);
    row[QStringLiteral("selfText")] = self_text(in.item, answer);
    row[QStringLiteral("conflict")] = answer && answer->versions("verdict").size() > 1;
    row[QStringLiteral("readOnly")] = in.read_only;
    return row;
}

QVariantMap section_row(SectionScore const& section, bool current) {
    auto const code = qt(section.section->code);
    int const done = section.tally.answered;  // N/A is an answer, too
    auto const title = pick(section.section->title);
    return {{QStringLiteral("code"), code},
            {QStringLiteral("key"), key_of(code)},
            {QStringLiteral("number"), number_of(section.section->code)},
            {QStringLiteral("title"), title},
            {QStringLiteral("shortTitle"),
             in_english() ? title.section(QLatin1Char(' '), 0, 0)
                          : title.section(QRegularExpression(QStringLiteral("[、，与及]")), 0, 0).left(4)},
            {QStringLiteral("done"), done},
            {QStringLiteral("total"), section.tally.items},
            {QStringLiteral("state"), done == section.tally.items ? QStringLiteral("done")
                                      : done == 0                 ? QStringLiteral("open")
                                                                  : QStringLiteral("part")},
            {QStringLiteral("current"), current}};
}

QVariantList level_counts(Tally const& tally) {
    QVariantList out;
    for (auto const& level : tally.levels)
        if (level.count > 0 || level.offered * 2 > tally.items)  // 较好 0 of the one item that has it says nothing
            out.push_back(QVariantMap{{QStringLiteral("level"), level.shape},
                                      {QStringLiteral("word"), pick(level.words)},
                                      {QStringLiteral("count"), level.count}});
    return out;
}

QVariantMap score_map(Checklist const& list, Score const& score) {
    QVariantMap veto;
    if (score.by_veto)
        veto = chip(QStringLiteral("danger"), QStringLiteral("flag"),
                    qtTrId("score.by_veto").arg(pick(score.grade_words)));
    else if (!score.veto_failed.empty())
        veto = chip(QStringLiteral("danger"), QStringLiteral("flag"), qtTrId("score.veto_failed"));
    bool const sum = list.total.has_value();
    return {{QStringLiteral("chip"), veto},
            {QStringLiteral("text"), sum ? (score.by_veto ? qtTrId("score.raw") : qtTrId("score.now")) : QString()},
            {QStringLiteral("value"), sum ? item_control::text_of(score.score) : QString()},
            {QStringLiteral("extra"), score.tally.na > 0 ? qtTrId("score.na.count").arg(score.tally.na) : QString()},
            {QStringLiteral("counts"), sum ? QVariantList() : level_counts(score.tally)}};
}

QVariantList score_table(Score const& score) {
    QVariantList out;
    for (auto const& section : score.sections) {
        QStringList counts;
        int worst = 0;
        for (auto const& level : section.tally.levels) {
            if (level.count == 0) continue;
            counts.push_back(pick(level.words) + QLatin1Char(' ') + QString::number(level.count));
            worst = std::max(worst, level.shape);
        }
        QString const sum = section.base ? item_control::text_of(section.earned) + QStringLiteral(" / ") +
                                               item_control::text_of(section.base)
                                         : counts.join(QStringLiteral("·"));
        out.push_back(QVariantMap{{QStringLiteral("title"),
                                   number_of(section.section->code) + QLatin1Char(' ') + pick(section.section->title)},
                                  {QStringLiteral("text"), sum},
                                  {QStringLiteral("level"), worst}});
    }
    return out;
}

}  // namespace mingcha

#include "client/viewmodels/item_controls.hpp"

#include <algorithm>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/verdict_edits.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha::item_control {

QString text_of(Decimal number) {
    return QString::fromStdString(number.to_string());
}

QString text_of(std::optional<Decimal> number) {
    return number ? text_of(*number) : QString();
}

QString clock_of(int minutes) {
    return QStringLiteral("%1:%2")
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

namespace {
QString limit_text(Item const& item, Decimal value) {
    return item.scoring == Scoring::time ? clock_of(static_cast<int>(value.units() / Decimal::scale)) : text_of(value);
}
}  // namespace

QVariantList options(Item const& item) {
    QVariantList out;
    for (auto const& level : item.levels) {
        auto one = option(qt(level.code), pick(level.words));
        one.insert(QStringLiteral("level"), level.shape);
        out.push_back(one);
    }
    return out;
}

namespace {
QString coefficient(Item const& item, Verdict const& verdict) {
    auto const* level = item.level(verdict.level);
    if (!level || !level->share_from) return {};
    return text_of(verdict.share ? verdict.share : level->share);
}
}  // namespace

QString coefficient_range(Item const& item) {
    for (auto const& level : item.levels)
        if (level.share_from && level.share_to)
            return text_of(*level.share_from) + QStringLiteral("–") + text_of(*level.share_to);
    return {};
}

QVariantList columns(Checklist const& list, Item const& item, Verdict const& verdict) {
    auto const column = [](QString const& key, QString const& title, std::string const& value, QString const& share) {
        return QVariantMap{{QStringLiteral("key"), key},
                           {QStringLiteral("title"), title},
                           {QStringLiteral("value"), qt(value)},
                           {QStringLiteral("coefficient"), share}};
    };
    if (list.two_points.empty() || item.scoring == Scoring::no_yes)
        return {column({}, {}, verdict.level, coefficient(item, verdict))};
    QVariantList out;
    for (auto const& point : list.two_points) {
        bool const start = point.code == "term_start";
        out.push_back(column(qt(point.code), pick(point.words), start ? verdict.level_start : verdict.level,
                             start ? QString() : coefficient(item, verdict)));
    }
    return out;
}

bool has_sizes(Item const& item) {
    return item.threshold && item.threshold->shape == Threshold::Shape::by_size;
}

QVariantMap points(Item const& item, Verdict const& verdict) {
    auto const most = item.max.value_or(Decimal{});
    auto const steps = most.units() / item.step.units();
    bool const few = steps <= 5;  // UX.md 3: up to six values are segments, more are three of them and a stepper
    auto const at = [&](std::int64_t step, QString const& word = {}) {
        auto const value = text_of(Decimal::from_units(step * item.step.units()));
        return QVariant(option(value, word.isEmpty() ? value : word));
    };
    QVariantList segments;
    for (std::int64_t step = 0; few && step <= steps; ++step) segments.push_back(at(step));
    if (!few) segments.push_back(at(0));
    if (!few && steps % 2 == 0) segments.push_back(at(steps / 2, QStringLiteral("½")));
    if (!few) segments.push_back(at(steps, qtTrId("score.full")));
    return {{QStringLiteral("value"), text_of(verdict.points)},
            {QStringLiteral("max"), text_of(most)},
            {QStringLiteral("segments"), segments},
            {QStringLiteral("stepper"), !few}};
}

QString limits(Item const& item, SchoolFacts const& school) {
    if (!item.threshold) return {};
    auto const& threshold = *item.threshold;
    QString const sign = threshold.side == Side::min ? QStringLiteral("≥") : QStringLiteral("≤");
    QStringList out;
    if (threshold.shape == Threshold::Shape::by_formula) {
        if (auto const fact = school.fact(threshold.formula.fact))
            out.push_back(sign + text_of(formula_value(threshold.formula, *fact)));
    } else {
        auto const ours = [&](Limit const& limit) {
            return std::ranges::find(limit.kinds, school.kind) != limit.kinds.end();
        };
        bool const staged = std::ranges::any_of(threshold.limits, ours);
        for (auto const& limit : threshold.limits)
            if (!staged || ours(limit))
                out.push_back((staged ? QString() : pick(limit.words)) + sign + limit_text(item, limit.value));
    }
    if (out.isEmpty()) return {};
    return qtTrId("runner.limit")
        .arg(out.join(QStringLiteral("·")) + (item.unit.zh.empty() ? QString() : QLatin1Char(' ') + pick(item.unit)));
}

namespace {
QVariantMap own_measure(Item const& item, Verdict const& verdict, SchoolFacts const& school) {
    auto const* level = item.level(verdict.level);
    bool const time = item.scoring == Scoring::time;
    QString const value = time ? (verdict.time ? clock_of(*verdict.time) : QString()) : text_of(verdict.measured);
    QString const input = time                               ? QStringLiteral("time")
                          : item.scoring == Scoring::percent ? QStringLiteral("percent")
                          : item.scoring == Scoring::minutes ? QStringLiteral("integer")
                                                             : QStringLiteral("decimal");
    return {{QStringLiteral("key"), QString()},
            {QStringLiteral("title"), QString()},
            {QStringLiteral("value"), value},
            {QStringLiteral("unit"), pick(item.unit)},
            {QStringLiteral("hint"), qtTrId("runner.measure.hint")},
            {QStringLiteral("limitText"), limits(item, school)},
            {QStringLiteral("input"), input},
            {QStringLiteral("level"), level ? level->shape : 0},
            {QStringLiteral("levelWord"), level ? pick(level->words) : QString()},
            {QStringLiteral("auto"), level == nullptr || verdict.automatic}};
}

QVariantMap size_measure(Item const& item, Limit const& limit, Verdict const& verdict, SchoolFacts const& school) {
    auto const found = verdict.measures.find(limit.code);
    auto const on_record = school.fact(limit.fact);
    auto const sign = item.threshold->side == Side::min ? QStringLiteral("≥") : QStringLiteral("≤");
    return {{QStringLiteral("key"), qt(limit.code)},
            {QStringLiteral("title"), pick(limit.words)},
            {QStringLiteral("value"), found == verdict.measures.end() ? QString() : text_of(found->second)},
            {QStringLiteral("unit"), pick(item.unit)},
            {QStringLiteral("hint"),
             on_record ? qtTrId("runner.measure.on_record").arg(text_of(*on_record)) : qtTrId("runner.measure.hint")},
            {QStringLiteral("limitText"), qtTrId("runner.limit").arg(sign + text_of(limit.value))},
            {QStringLiteral("input"), QStringLiteral("integer")},
            {QStringLiteral("level"), 0}};
}
}  // namespace

QVariantList measures(Checklist const& list, Item const& item, Verdict const& verdict, SchoolFacts const& school) {
    if (has_sizes(item)) {
        QVariantList out;
        for (auto const& limit : item.threshold->limits) out.push_back(size_measure(item, limit, verdict, school));
        return out;
    }
    if (!is_measured(item.scoring)) return {};
    auto own = own_measure(item, verdict, school);
    if (list.two_points.empty()) return {own};
    auto start = own;
    start[QStringLiteral("value")] = text_of(verdict.measured_start);
    start[QStringLiteral("level")] = 0;
    for (auto const& point : list.two_points) {
        bool const is_start = point.code == "term_start";
        (is_start ? start : own)[QStringLiteral("title")] = pick(point.words);
        if (is_start) start[QStringLiteral("key")] = qt(point.code);
    }
    return {start, own};
}

namespace {
QString rule_text(Deduction const& rule) {
    if (rule.free) return qtTrId("runner.fault.free");
    if (rule.per == Per::once) return qtTrId("runner.fault.once").arg(text_of(rule.points));
    if (rule.per == Per::percent) return qtTrId("runner.fault.percent").arg(text_of(rule.step), text_of(rule.points));
    return qtTrId("runner.fault.each").arg(text_of(rule.points));
}
}  // namespace

QVariantList faults(Item const& item, Verdict const& verdict) {
    QVariantList out;
    for (auto const& rule : item.deductions) {
        Decimal amount;
        if (verdict.faults)
            if (auto const found = verdict.faults->find(rule.code); found != verdict.faults->end())
                amount = found->second;
        // The points of a free row are typed like a number, not marked.
        auto const* per = rule.free || rule.per == Per::count ? "count" : rule.per == Per::once ? "once" : "percent";
        out.push_back(QVariantMap{{QStringLiteral("code"), qt(rule.code)},
                                  {QStringLiteral("key"), key_of(qt(rule.code))},
                                  {QStringLiteral("text"), pick(rule.words)},
                                  {QStringLiteral("ruleText"), rule_text(rule)},
                                  {QStringLiteral("per"), QString::fromLatin1(per)},
                                  {QStringLiteral("amount"), text_of(amount)},
                                  {QStringLiteral("free"), rule.free}});
    }
    return out;
}

QString deduct_text(Item const& item, ItemScore const& scored) {
    if (!scored.points || item.deductions.empty()) return {};
    auto const most = item.full_mark().value_or(Decimal{});
    return qtTrId("runner.deduct").arg(text_of(most - *scored.points), text_of(*scored.points));
}

QString working(Item const& item, SchoolFacts const& school) {
    if (!item.threshold || item.threshold->shape != Threshold::Shape::by_formula) return {};
    auto const& formula = item.threshold->formula;
    auto const fact = school.fact(formula.fact);
    if (!fact) return {};
    QString const name = formula.fact == "students" ? qtTrId("runner.fact.students") : qtTrId("runner.fact.staff");
    return qtTrId("runner.working")
        .arg(name, text_of(*fact), pick(formula.words), text_of(formula_value(formula, *fact)));
}

QVariantMap sample(Item const& item, Verdict const& verdict) {
    if (!item.sample) return {};
    QVariantList marks;
    for (int i = 0; i < item.sample->size; ++i) {
        auto const at = static_cast<std::size_t>(i);
        char const mark = at < verdict.sample.size() ? verdict.sample[at] : '.';
        marks.push_back(mark == '+' ? 1 : mark == '-' ? 2 : 0);
    }
    auto const seen = count_sample(verdict.sample);
    return {{QStringLiteral("total"), item.sample->size},
            {QStringLiteral("marks"), marks},
            {QStringLiteral("text"),
             seen.seen == 0 ? QString()
                            : qtTrId("runner.sample").arg(seen.seen).arg(seen.good).arg(seen.seen - seen.good)}};
}

}  // namespace mingcha::item_control

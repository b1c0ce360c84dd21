#include "client/viewmodels/verdict_edits.hpp"

#include <algorithm>
#include <charconv>

namespace mingcha {

namespace {
std::optional<Decimal> number(std::string_view text) {
    if (text.ends_with('%')) text.remove_suffix(1);
    auto const parsed = Decimal::parse(text);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// As a Chinese input method may give them: full-width digits, point, colon and percent, the full stop for a point; blanks go.
std::string half_width(std::string_view text) {
    static constexpr std::pair<std::string_view, char> signs[] = {
        {"．", '.'}, {"。", '.'}, {"：", ':'}, {"％", '%'}, {"　", ' '}};
    std::string out;
    while (!text.empty()) {
        auto const sign = std::ranges::find_if(signs, [&](auto const& one) { return text.starts_with(one.first); });
        bool const digit = text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' && text[2] <= '\x99';
        char const plain = sign != std::end(signs) ? sign->second
                           : digit                 ? static_cast<char>(text[2] - '\x90' + '0')
                                                   : text.front();
        text.remove_prefix(sign != std::end(signs) ? sign->first.size() : digit ? 3 : 1);
        if (plain != ' ') out += plain;
    }
    return out;
}

std::optional<int> whole(std::string_view text) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const all = error == std::errc{} && end == text.data() + text.size();
    return all && value >= 0 ? std::optional(value) : std::nullopt;
}
}  // namespace

std::optional<int> parse_time(std::string_view text) {
    auto const colon = text.find(':');
    auto const split = colon != std::string_view::npos ? colon : text.size() > 2 ? text.size() - 2 : text.size();
    auto const hours = whole(text.substr(0, split));
    auto const rest = colon != std::string_view::npos ? text.substr(colon + 1) : text.substr(split);
    auto const minutes = rest.empty() ? std::optional(0) : whole(rest);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return *hours * 60 + *minutes;
}

Verdict VerdictEdit::applies() const {
    auto out = verdict_;
    out.na.clear();
    out.na_text.clear();
    return out;
}

VerdictEdit::Edited VerdictEdit::choose(std::string_view column, std::string_view level) const {
    if (!item_.level(level)) return std::nullopt;
    bool const start = column == "term_start";
    auto const& chosen = start ? verdict_.level_start : verdict_.level;
    if (!verdict_.is_na() && chosen == level) return verdict_;
    auto out = applies();
    if (start) {
        out.level_start = level;
        return out;
    }
    out.level = level;
    out.automatic = false;
    out.share.reset();
    return out;
}

VerdictEdit::Edited VerdictEdit::by_hand(std::string_view level, std::string reason) const {
    auto out = choose("", level);
    if (out) out->override_reason = std::move(reason);
    return out;
}

VerdictEdit::Edited VerdictEdit::clear() const {
    Verdict out;
    out.other = verdict_.other;
    return out;
}

VerdictEdit::Edited VerdictEdit::not_applicable(std::string reason) const {
    if (!item_.na_allowed) return std::nullopt;
    auto out = clear();
    out->na = std::move(reason);
    if (out->na == verdict_.na) out->na_text = verdict_.na_text;
    return out;
}

VerdictEdit::Edited VerdictEdit::share(std::string_view text) const {
    auto const value = number(text);
    auto const* level = item_.level(verdict_.level);
    if (!value || !level || !level->share_from || !level->share_to) return std::nullopt;
    if (*value < *level->share_from || *value > *level->share_to) return std::nullopt;
    auto out = applies();
    out.share = value;
    return out;
}

VerdictEdit::Edited VerdictEdit::points(std::string_view text) const {
    auto const most = item_.max.value_or(Decimal{});
    bool const steps = text == "+" || text == "-";
    auto value = steps ? verdict_.points.value_or(Decimal{}) : Decimal{};
    if (steps) {
        value = text == "+" ? value + item_.step : value - item_.step;
        value = std::clamp(value, Decimal{}, most);
    } else if (auto const read = number(text)) {
        value = *read;
    } else {
        return std::nullopt;
    }
    if (value < Decimal{} || value > most) return std::nullopt;
    auto out = applies();
    out.points = value;
    return out;
}

VerdictEdit::Edited VerdictEdit::full_mark() const {
    auto out = applies();
    out.faults.emplace();
    return out;
}

VerdictEdit::Edited VerdictEdit::with_fault(std::string_view code, Decimal amount) const {
    auto const* rule = item_.deduction(code);
    if (!rule || amount < Decimal{}) return std::nullopt;
    if (rule->per == Per::once && !rule->free) amount = std::min(amount, Decimal(1));
    auto out = applies();
    if (!out.faults) out.faults.emplace();
    if (amount == Decimal{})
        out.faults->erase(std::string(code));
    else
        (*out.faults)[std::string(code)] = amount;
    if (out.faults->empty()) out.faults.reset();
    return out;
}

VerdictEdit::Edited VerdictEdit::fault(std::string_view code, std::string_view amount) const {
    if (amount.empty()) return with_fault(code, Decimal{});
    auto const value = number(amount);
    return value ? with_fault(code, *value) : std::nullopt;
}

VerdictEdit::Edited VerdictEdit::step_fault(std::string_view code, int by) const {
    Decimal now;
    if (verdict_.faults)
        if (auto const found = verdict_.faults->find(code); found != verdict_.faults->end()) now = found->second;
    return with_fault(code, std::max(Decimal{}, now + Decimal(by)));
}

VerdictEdit::Edited VerdictEdit::measured(std::string_view field, std::string_view text) const {
    if (!field.empty()) return measured_beside(field, half_width(text));
    auto out = applies();
    // A new value asks the limits anew; an earlier choice by hand was about the old one.
    out.level.clear();
    out.automatic = false;
    out.override_reason.clear();
    out.measured.reset();
    out.time.reset();
    auto const plain = half_width(text);
    if (plain.empty()) return out;
    if (item_.scoring == Scoring::time)
        out.time = parse_time(plain);
    else
        out.measured = number(plain);
    return out.time || out.measured ? Edited(out) : std::nullopt;
}

/// A value that is not the item's own. The level stands: what followed from the values is judged anew, what was chosen is not.
VerdictEdit::Edited VerdictEdit::measured_beside(std::string_view field, std::string const& text) const {
    auto out = applies();
    auto const value = text.empty() ? std::nullopt : number(text);
    if (!text.empty() && !value) return std::nullopt;
    if (field == "term_start") {
        out.measured_start = value;
        return out;
    }
    auto const is_it = [field](Limit const& limit) { return limit.code == field; };
    if (!item_.threshold || std::ranges::none_of(item_.threshold->limits, is_it)) return std::nullopt;
    if (value)
        out.measures.insert_or_assign(std::string(field), *value);
    else if (auto const found = out.measures.find(field); found != out.measures.end())
        out.measures.erase(found);
    return out;
}

VerdictEdit::Edited VerdictEdit::sample(int index, bool good) const {
    if (!item_.sample || index < 0 || index >= item_.sample->size) return std::nullopt;
    auto out = applies();
    out.sample.resize(static_cast<std::size_t>(item_.sample->size), '.');
    out.sample[static_cast<std::size_t>(index)] = good ? '+' : '-';
    return out;
}

VerdictEdit::Edited VerdictEdit::note(std::string text) const {
    auto out = applies();
    out.text = std::move(text);
    return out;
}

}  // namespace mingcha

#include "client/viewmodels/feedback_draft.hpp"

#include <set>

#include "client/viewmodels/changes.hpp"
#include "shared/rules/feedback.hpp"

namespace mingcha {

namespace {
void put_u64(Bytes& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift & 0xFF));
}
}  // namespace

Bytes covered_dots(std::span<Record const> records) {
    std::set<Dot> dots;
    for (auto const& record : records)
        for (auto const& [number, field] : record.fields)
            for (auto const& sibling : field.siblings) dots.insert(sibling.dot);
    Bytes out;
    for (auto const& dot : dots) {
        put_u64(out, dot.replica.value);
        put_u64(out, dot.counter);
    }
    return out;
}

FeedbackDraft draft_feedback(std::span<Record const> records, Root const& visit, Uuid const& id, std::int64_t round,
                             Random& random) {
    Bytes salt(32);
    random.fill(salt);
    auto values = snapshot(records);
    FeedbackDraft out;
    out.hash = feedback_hash(values, salt);
    RecordName const name{visit, RecordType::feedback, id};
    out.changes = {change(name, "round", round), change(name, "hash", out.hash), change(name, "salt", std::move(salt)),
                   change(name, "values", std::move(values)), change(name, "dots", covered_dots(records))};
    return out;
}

}  // namespace mingcha

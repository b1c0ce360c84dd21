#pragma once

#include <map>

#include "server/api/web_access.hpp"
#include "server/store/visit_projection.hpp"

namespace mingcha {

/// What the parts of a visit's page share: names of persons and devices, and how a field is written out with all its siblings.
class DetailWords {
public:
    /// Both outlive it. Reads the devices of `db` at once.
    DetailWords(sqlite::Database& db, Directory const& directory, VisitCase const& of);

    [[nodiscard]] OrderedJson person(Uuid const& id) const;
    /// The label of the tablet that wrote it; null for the office's own writes.
    [[nodiscard]] OrderedJson device(Dot const& dot) const;
    /// `key` is the record's, which names the item of an answer: its verdict and the school's own grade are judged by the list.
    [[nodiscard]] OrderedJson value(std::string_view key, std::string_view field, Sibling const& sibling) const;
    /// {value, author, time}, shown first at the front.
    [[nodiscard]] OrderedJson siblings(std::string_view key, std::string_view field, FieldState const& state) const;
    /// {conflict, siblings}; null for a field that was never written.
    [[nodiscard]] OrderedJson field(Record const& record, std::string_view name) const;

private:
    Directory const& directory_;
    VisitCase const& case_;
    std::map<ReplicaId, std::string> devices_;
};

/// The write of a record's field that is shown first; null where there is none.
[[nodiscard]] inline Sibling const* shown(Record const& record, std::string_view field) {
    auto const* state = record.find(field);
    return state ? shown_first(*state) : nullptr;
}

/// `key`, `key`_zh, `key`_en: a level's code with its words in the item's list; null without a level.
void put_level(OrderedJson& to, std::string const& key, Item const* item, std::string const& code);
/// The colour step of a judged item; null for everything else.
[[nodiscard]] OrderedJson rank_json(ItemScore const* scored);

/// The parts of the page, each as docs/API.md has it.
[[nodiscard]] OrderedJson answers_json(VisitCase const& of, DetailWords const& words);
[[nodiscard]] OrderedJson photos_json(VisitCase const& of, DetailWords const& words, sqlite::Database& db);
[[nodiscard]] OrderedJson findings_json(VisitCase const& of, DetailWords const& words, std::int64_t now_ms);
[[nodiscard]] OrderedJson feedbacks_json(VisitCase const& of, DetailWords const& words);
[[nodiscard]] OrderedJson confirmations_json(VisitCase const& of, DetailWords const& words);
[[nodiscard]] OrderedJson addenda_json(VisitCase const& of, DetailWords const& words);
[[nodiscard]] OrderedJson conflicts_json(VisitCase const& of, DetailWords const& words);
[[nodiscard]] OrderedJson steps_json(VisitCase const& of, DetailWords const& words);
/// The tree of sections and items, beside `previous` (may be null): the unit's last submitted visit with the same list.
[[nodiscard]] OrderedJson score_json(VisitCase const& of, VisitCase const* previous, OrderedJson previous_facts);

}  // namespace mingcha

#include "client/viewmodels/addendum_words.hpp"

#include <algorithm>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
/// Fields that a person fills in. What the program writes beside them needs no name of its own.
QString field_word(std::string_view field) {
    static constexpr std::pair<std::string_view, char const*> words[] = {{"verdict", "addendum.verdict"},
                                                                         {"comment", "addendum.comment"},
                                                                         {"practice", "addendum.practice"},
                                                                         {"gap", "addendum.gap"},
                                                                         {"self", "addendum.self"},
                                                                         {"no_photo", "addendum.no_photo"},
                                                                         {"title", "addendum.title"},
                                                                         {"class", "addendum.class"},
                                                                         {"basis", "addendum.basis"},
                                                                         {"advice", "addendum.advice"},
                                                                         {"days", "addendum.days"},
                                                                         {"item", "addendum.item"},
                                                                         {"highlights", "addendum.highlights"},
                                                                         {"summary", "wrapup.comment"},
                                                                         {"no_finding", "addendum.no_finding"}};
    for (auto const& [name, word] : words)
        if (name == field) return qtTrId(word);
    return {};
}

/// A finding by its title; one that is gone, by the title that it had.
QString finding_word(std::string_view id, std::span<Addendum const> rows, std::span<Record const> findings) {
    for (auto const& finding : findings)
        if (finding.name.id.to_string() == id)
            return qtTrId("addendum.of_finding").arg(qt(finding.value("title").text()));
    for (auto const& row : rows)
        if (row.field == "title" && !row.signed_values.empty())
            return qtTrId("addendum.of_finding").arg(qt(row.signed_values.front().text()));
    return qtTrId("addendum.of_lost_finding");
}

/// A record as the signed snapshot names it: "visit", "answer X1.1", "finding <id>"; `rows` are its own.
QString record_word(std::span<Addendum const> rows, std::span<Record const> findings) {
    std::string_view const record = rows.front().record;
    auto const space = record.find(' ');
    auto const type = record.substr(0, space);
    auto const key = space == std::string_view::npos ? std::string_view() : record.substr(space + 1);
    if (type == "answer") return qtTrId("addendum.of_item").arg(number_of(key));
    return type == "finding" ? finding_word(key, rows, findings) : qtTrId("addendum.of_visit");
}

QString fields_word(std::span<Addendum const> rows) {
    QStringList fields;
    for (auto const& row : rows) fields << field_word(row.field);
    fields.removeAll(QString());
    return fields.isEmpty() ? qtTrId("addendum.facts") : fields.join(qtTrId("addendum.and"));
}

/// `line` of each record but photos, which share the last one.
template <typename Line>
QStringList lines_of(std::span<Addendum const> all, char const* photos_word, Line line) {
    QStringList out;
    int photos = 0;
    for (auto at = all.begin(); at != all.end();) {
        auto const end = std::find_if(at, all.end(), [&](Addendum const& one) { return one.record != at->record; });
        if (at->record.starts_with("photo "))
            ++photos;
        else
            out << line(std::span(at, end));
        at = end;
    }
    if (photos > 0) out << counted(photos_word, photos);
    return out;
}
}  // namespace

QStringList addendum_lines(std::span<Addendum const> added, std::span<Record const> findings) {
    std::vector<Addendum> shown;
    std::ranges::copy_if(added, std::back_inserter(shown),
                         [](Addendum const& one) { return one.record != "visit" || one.field != "summary"; });
    return lines_of(shown, "addendum.photos", [&](std::span<Addendum const> rows) {
        return qtTrId("addendum.line").arg(record_word(rows, findings), fields_word(rows));
    });
}

QStringList version_lines(std::span<Addendum const> differences, std::span<Record const> findings) {
    return lines_of(differences, "version.photos", [&](std::span<Addendum const> rows) {
        auto const what = record_word(rows, findings);
        if (std::ranges::all_of(rows, [](Addendum const& one) { return one.signed_values.empty(); }))
            return qtTrId("version.new").arg(what);
        if (std::ranges::all_of(rows, [](Addendum const& one) { return one.now.empty(); }))
            return qtTrId("version.gone").arg(what);
        return qtTrId("version.line").arg(what, fields_word(rows));
    });
}

}  // namespace mingcha

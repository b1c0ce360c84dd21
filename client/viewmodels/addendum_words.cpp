#include "client/viewmodels/addendum_words.hpp"

#include <set>

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
                                                                         {"no_finding", "addendum.no_finding"}};
    for (auto const& [name, word] : words)
        if (name == field) return qtTrId(word);
    return {};
}

/// A record as the signed snapshot names it: "visit", "answer X1.1", "finding <id>".
QString record_word(std::string_view record, std::span<Record const> findings) {
    auto const space = record.find(' ');
    auto const type = record.substr(0, space);
    auto const key = space == std::string_view::npos ? std::string_view() : record.substr(space + 1);
    if (type == "answer") return qtTrId("addendum.of_item").arg(number_of(key));
    if (type != "finding") return qtTrId("addendum.of_visit");
    for (auto const& finding : findings)
        if (finding.name.id.to_string() == key)
            return qtTrId("addendum.of_finding").arg(qt(finding.value("title").text()));
    return qtTrId("addendum.of_lost_finding");
}
}  // namespace

QStringList addendum_lines(std::span<Addendum const> added, std::span<Record const> findings) {
    QStringList out;
    std::set<std::string> photos;
    std::string open;
    QStringList fields;
    auto const close = [&] {
        if (open.empty()) return;
        fields.removeAll(QString());
        auto const what = fields.isEmpty() ? qtTrId("addendum.facts") : fields.join(qtTrId("addendum.and"));
        out << qtTrId("addendum.line").arg(record_word(open, findings), what);
        fields.clear();
        open.clear();
    };
    for (auto const& one : added) {
        if (one.record == "visit" && one.field == "summary") continue;
        if (one.record.starts_with("photo ")) {
            photos.insert(one.record);
            continue;
        }
        if (one.record != open) close();
        open = one.record;
        fields << field_word(one.field);
    }
    close();
    if (!photos.empty()) out << counted("addendum.photos", static_cast<int>(photos.size()));
    return out;
}

}  // namespace mingcha

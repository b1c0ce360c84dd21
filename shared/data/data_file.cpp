#include "shared/data/data_file.hpp"

#include "shared/data/embedded.hpp"

namespace mingcha {

std::string_view data_file(std::string_view name) {
    for (auto const& file : embedded_files())
        if (file.name == name) return file.content;
    return {};
}

std::vector<std::string_view> data_file_names() {
    std::vector<std::string_view> names;
    for (auto const& file : embedded_files()) names.push_back(file.name);
    return names;
}

Outcome<Checklist> built_in_checklist(std::string_view code) {
    for (auto const& file : embedded_files()) {
        auto list = parse_checklist(file.content, file.name);
        if (!list) return list.error();
        if (list->code == code) return list;
    }
    return Error{"no_checklist", "no built-in list has the code " + std::string(code)};
}

}  // namespace mingcha

#include <iostream>

#include "server/admin/commands.hpp"

namespace mingcha {

int failed(Error const& error) {
    std::cerr << "mingchad: " << error.message << " [" << error.code << "]\n";
    return 1;
}

std::string fingerprint(PublicKey const& identity) {
    auto const hex = to_hex(sha256(identity)).substr(0, 16);
    return hex.substr(0, 4) + " " + hex.substr(4, 4) + " " + hex.substr(8, 4) + " " + hex.substr(12);
}

int run_demo(std::string const& directory, DemoOptions const& options) {
    auto data = OfficeData::open_or_make(directory);
    if (!data) return failed(data.error());
    if (auto const made = make_demo(**data, options); !made) return failed(made.error());
    auto const counts = (*data)->store->counts();
    auto const door = demo_door();
    std::cout << "demo data in " << directory << ": " << (counts ? counts->records : 0) << " records\n"
              << "inspector " << door.inspector << ", colleague " << door.colleague
              << ", PIN of your choice (suggested " << door.pin << ")\n"
              << "confirmation code 确认码 of every liaison officer " << door.confirmation_code << "\n"
              << "console: name " << door.account << ", password " << door.password << "\n";
    return 0;
}

namespace {
struct Found {
    Uuid id;
    Directory::Person who;
};
Outcome<Found> find_person(OfficeData& data, std::string const& person) {
    auto const by_id = Uuid::parse(person);
    auto const id = by_id ? std::optional(*by_id) : data.persons.person_named(person);
    auto const who = id ? data.persons.person(*id) : std::nullopt;
    if (who) return Found{*id, *who};
    return Error{"unknown_person",
                 "no person " + person + " in " + data.directory.string() + "; give the id or the exact name"};
}
}  // namespace

int run_code(std::string const& directory, std::string const& person) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto const found = find_person(**data, person);
    if (!found) return failed(found.error());
    if (found->who.role != "liaison")
        return failed({"not_a_liaison", found->who.name + " is no liaison officer; only they sign with a 确认码"});
    std::string code;
    while (code.size() < 6) code += static_cast<char>('0' + (*data)->random.below(10));
    if (auto const set = (*data)->accounts->set_confirmation_code(found->id, code); !set) return failed(set.error());
    std::cout << code << "  确认码 of " << found->who.name
              << ": tell it to nobody else. It is shown this once; the one before is void.\n";
    return 0;
}

int run_enrol(std::string const& directory, std::string const& person, int minutes) {
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto const found = find_person(**data, person);
    if (!found) return failed(found.error());
    auto const code = (*data)->accounts->make_enrolment_code(found->id, minutes);
    if (!code) return failed(code.error());
    std::cout << *code << "\n";
    std::cerr << "for " << found->who.name << " (" << found->id.to_string() << "), valid " << minutes
              << " minutes, one use\n"
              << "fingerprint " << fingerprint((*data)->keys.identity.public_key()) << "\n";
    return 0;
}

}  // namespace mingcha

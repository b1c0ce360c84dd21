#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "server/admin/commands.hpp"
#include "server/app/serve.hpp"

int main(int argc, char** argv) {
    ::umask(077);  // keys, accounts and photos are for this user alone; SQLite makes its files as the umask lets it
    CLI::App app{"mingchad: sync server and console of Mingcha 明察"};
    app.require_subcommand(1);
    std::string data = "mingcha-data";
    std::string listen = "127.0.0.1:8443";
    std::string person;
    std::string format = "ndjson";
    std::string file;
    std::string office, setting, figure;
    int minutes = 10;
    bool plain = false;
    bool no_photos = false;
    mingcha::DemoOptions demo;
    int code = 0;
    auto const with_data = [&](CLI::App* command) {
        command->add_option("--data", data, "directory of the office's data")->capture_default_str();
    };

    auto* make = app.add_subcommand("demo", "make synthetic data of Jinan in an empty directory");
    with_data(make);
    make->add_option("--schools", demo.schools, "schools")->check(CLI::Range(13, 2800))->capture_default_str();
    make->add_option("--seed", demo.seed, "the same seed gives the same city")->capture_default_str();
    make->callback([&] { code = mingcha::run_demo(data, demo); });

    auto* serve = app.add_subcommand("serve", "serve tablets and the console");
    with_data(serve);
    serve->add_option("--listen", listen, "ADDRESS:PORT; port 0 takes a free one and prints it")->capture_default_str();
    serve->add_flag("--plain", plain, "without TLS; on a loopback address only");
    serve->callback([&] { code = mingcha::run_serve(data, listen, plain); });

    auto* enrol = app.add_subcommand("enrol", "print a one-time enrolment code for a person's tablet");
    with_data(enrol);
    enrol->add_option("--person", person, "id or name")->required();
    enrol->add_option("--minutes", minutes, "how long the code is valid")
        ->capture_default_str()
        ->check(CLI::Range(1, 60));
    enrol->callback([&] { code = mingcha::run_enrol(data, person, minutes); });

    auto* confirmation =
        app.add_subcommand("code", "make a liaison officer's confirmation code (确认码) anew and print it");
    with_data(confirmation);
    confirmation->add_option("--person", person, "id or name")->required();
    confirmation->callback([&] { code = mingcha::run_code(data, person); });

    auto* importing = app.add_subcommand("import", "take in what the office has in files")->require_subcommand(1);
    auto* checklist = importing->add_subcommand("checklist", "publish a version of a checklist; stop the server first");
    with_data(checklist);
    checklist->add_option("file", file, "a list as shared/data/checklists/README.md describes it")->required();
    checklist->callback([&] { code = mingcha::run_import_checklist(data, file); });

    auto* set = app.add_subcommand("set", "set a figure of an office, or list them; stop the server first");
    with_data(set);
    set->add_option("--office", office, "name or code; without it: the office above all");
    set->add_option("name", setting, "of the setting");
    set->add_option("figure", figure, "a whole number");
    set->callback([&] { code = mingcha::run_set(data, office, setting, figure); });

    std::string device, why;
    auto* devices = app.add_subcommand("device", "the office's tablets")->require_subcommand(1);
    auto* device_list = devices->add_subcommand("list", "id, person, last contact, revoked or not");
    with_data(device_list);
    device_list->callback([&] { code = mingcha::run_device_list(data); });
    auto* revoke =
        devices->add_subcommand("revoke", "a lost tablet: its work is held from now on; stop the server first");
    auto* admit = devices->add_subcommand("admit", "a revoked tablet again; stop the server first");
    for (auto* command : {revoke, admit}) {
        with_data(command);
        command->add_option("device", device, "its id")->required();
        command->add_option("--reason", why, "for the log")->required();
        command->callback([&, command] { code = mingcha::run_device_revoke(data, device, command == revoke, why); });
    }

    auto* exporting = app.add_subcommand("export", "write records to standard output")->require_subcommand(1);
    auto* visits = exporting->add_subcommand("visits", "visits with all their records");
    with_data(visits);
    visits->add_option("--format", format, "ndjson")->capture_default_str()->check(CLI::IsMember({"ndjson"}));
    visits->callback([&] { code = mingcha::run_export_visits(data); });

    auto* kept = exporting->add_subcommand("kept", "what tablets handed in and the centre has not joined, and why");
    with_data(kept);
    kept->callback([&] { code = mingcha::run_export_kept(data); });

    std::string visit, document, identity;
    auto* proof =
        exporting->add_subcommand("proof", "one visit as a document that proves itself, without its neighbours");
    with_data(proof);
    proof->add_option("--visit", visit, "its id")->required();
    proof->callback([&] { code = mingcha::run_export_proof(data, visit); });

    auto* audit = app.add_subcommand("audit", "check the evidence")->require_subcommand(1);
    auto* disclosed = audit->add_subcommand("disclosed", "a document of `export proof`, without any office's data");
    disclosed->add_option("file", document, "what export proof wrote")->required()->check(CLI::ExistingFile);
    disclosed->add_option("--identity", identity, "the server's public key as you know it, in hexadecimal");
    disclosed->callback([&] { code = mingcha::run_audit_disclosed(document, identity); });
    auto* verify =
        audit->add_subcommand("verify", "signatures, receipts, the log, records folded anew from it, and photos");
    with_data(verify);
    verify->add_flag("--no-photos", no_photos, "leave out the photos' bytes, which take longest");
    std::vector<std::string> heads;
    verify->add_option("--head", heads,
                       "a signed head of the log that was kept elsewhere, in hexadecimal; may be repeated");
    verify->callback([&] { code = mingcha::run_audit_verify(data, !no_photos, heads); });

    std::string to, from;
    auto* backup = app.add_subcommand("backup", "copy the office, also while it is served, and read the copy back");
    with_data(backup);
    backup->add_option("--to", to, "where backups stand; each is a folder of its own")->required();
    backup->callback([&] { code = mingcha::run_backup(data, to); });

    auto* restore = app.add_subcommand("restore", "make an office of a backup, in an empty directory");
    restore->add_option("--from", from, "the folder of one backup")->required();
    restore->add_option("--data", data, "the new directory")->required();
    restore->callback([&] { code = mingcha::run_restore(from, data); });

    CLI11_PARSE(app, argc, argv);
    return code;
}

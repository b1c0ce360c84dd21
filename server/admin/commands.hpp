#pragma once

#include <string>

#include "server/admin/demo.hpp"

namespace mingcha {

/// The sub-commands of mingchad. Each prints what it did and answers the exit code; errors go to standard error with their remedy.
[[nodiscard]] int failed(Error const& error);
/// 16 hexadecimal digits in groups of four: what the enrolment screen shows for comparison.
[[nodiscard]] std::string fingerprint(PublicKey const& identity);

[[nodiscard]] int run_demo(std::string const& directory, DemoOptions const& options);
/// Prints a one-time code for a tablet of this person, given by id or by name.
[[nodiscard]] int run_enrol(std::string const& directory, std::string const& person, int minutes);
/// Makes a liaison officer's 确认码 anew and prints it, once: for one who has none, forgot it, or was locked out by five wrong tries. Also
/// beside a running server.
[[nodiscard]] int run_code(std::string const& directory, std::string const& person);
/// Publishes a checklist file (schema mingcha-checklist/1) as a version of its own. A file that breaks a rule changes nothing and is told
/// by file, section, item and reason. While no server serves the directory.
[[nodiscard]] int run_import_checklist(std::string const& directory, std::string const& file);
/// Sets a figure of shared/rules/settings for an office, given by name or code; empty = the one above all. While no server serves the
/// directory. Without a name: prints every setting with its standard, range and what each office has set.
[[nodiscard]] int run_set(std::string const& directory, std::string const& office, std::string const& name,
                          std::string const& figure);
/// Every tablet that was enrolled: its id, whose it is, its last contact, and whether it is revoked.
[[nodiscard]] int run_device_list(std::string const& directory);
/// Revokes a tablet, or admits it again: a lost one, or one whose person has left. While no server serves the directory.
[[nodiscard]] int run_device_revoke(std::string const& directory, std::string const& device, bool revoked,
                                    std::string const& why);
/// One JSON a line: every visit with its records, in canonical form: sorted, without seq, receipts, effective stamps and rulings.
[[nodiscard]] int run_export_visits(std::string const& directory);
/// One JSON a line: what tablets handed in and the centre keeps without having joined it, and why. `held`: refused, `waiting`: its record
/// has not come, `lost`: acts that no epoch of the device can sign any more, `quarantined`: batches whose signature does not fit.
[[nodiscard]] int run_export_kept(std::string const& directory);
/// Checks the log, every batch and receipt, folds `record` anew from the log, and with `photo_bytes` hashes the file of every photo that has
/// arrived. Exit code 0 iff all agree.
/// `heads`: signed heads of the log that were kept elsewhere, in hexadecimal: `head` of /api/v1/log and of the server's log.
[[nodiscard]] int run_audit_verify(std::string const& directory, bool photo_bytes,
                                   std::vector<std::string> const& heads = {});
inline constexpr char const* disclosure_schema = "mingcha-disclosure/1";
/// Writes one visit and its findings as a document of that schema, which proves itself: each write that a tablet sealed with its path to the
/// signed head of the log, the office's own writes (its rulings; a plan that was written together with others' is left out), each photo's
/// arrival, nothing of other visits.
[[nodiscard]] int run_export_proof(std::string const& directory, std::string const& visit);
/// Checks such a document without any store. `identity_hex`: the server's public key as the reader knows it; empty = the document's own, to be
/// compared by its fingerprint. Exit code 0 iff all of it is sound.
[[nodiscard]] int run_audit_disclosed(std::string const& file, std::string const& identity_hex);
/// What is wrong with the file of a photo that the log says to have arrived; empty when nothing is.
[[nodiscard]] std::string photo_fault(BlobStore& blobs, Hash const& hash);

/// Copies an office into a new folder below `to`, also while a server serves it, reads the copy back and audits it.
[[nodiscard]] int run_backup(std::string const& directory, std::string const& to);
/// Makes an office of a backup in an empty directory and begins a new epoch there. A backup that is not whole makes nothing.
[[nodiscard]] int run_restore(std::string const& from, std::string const& directory);

}  // namespace mingcha

#pragma once

#include <cstdint>
#include <string>

namespace mingcha::sqlite {
class FaultDisk;
}

/// The file system that SQLite sees in a program with FaultDisks: it becomes the default one with the first disk, and passes every path
/// that is not on a FaultDisk to the system's own.
namespace mingcha::sqlite::vfs {

/// The number of the disk.
[[nodiscard]] std::uint64_t add(FaultDisk& disk);
void drop(std::uint64_t number);
[[nodiscard]] std::string prefix_of(std::uint64_t number);

}  // namespace mingcha::sqlite::vfs

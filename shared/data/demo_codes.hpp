#pragma once

#include <string_view>

namespace mingcha {

/// The secrets of the synthetic city. They are printed for everybody, so everything that is not demo data refuses them.
inline constexpr std::string_view demo_pin = "246810";
inline constexpr std::string_view demo_confirmation_code = "135790";
inline constexpr std::string_view demo_password = "mingcha-demo";

}  // namespace mingcha

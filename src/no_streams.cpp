// Headers of yaml-cpp and CLI11 include <iostream>, which opens std::cin, std::cout and their like, and
// with them the locales, before main: a twentieth of the time that a whole log-metric takes. Nothing
// here uses those streams, so the linker puts these two in the place of their construction
// (--wrap in CMakeLists.txt). String streams need no such thing.

extern "C" {
void __wrap__ZNSt8ios_base4InitC1Ev(void* /*init*/);  // NOLINT: the names are the linker's
void __wrap__ZNSt8ios_base4InitD1Ev(void* /*init*/);  // NOLINT

void __wrap__ZNSt8ios_base4InitC1Ev(void* /*init*/) {}  // NOLINT
void __wrap__ZNSt8ios_base4InitD1Ev(void* /*init*/) {}  // NOLINT
}

// The kernel's word on its clock (adjtimex(2)), which Swift's Glibc module leaves out.
#include <sys/timex.h>

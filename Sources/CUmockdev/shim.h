// A test bed for udev; only Tests/HotplugTests uses it.
#include <umockdev.h>

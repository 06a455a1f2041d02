#include "format/page_properties.h"

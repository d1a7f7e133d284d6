using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Structures cross as they lie, and a library is taken from where the system keeps its libraries, not from beside the program.
[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

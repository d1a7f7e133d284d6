using Xunit.Sdk;
using Xunit.v3;

// A guest wants all processors of this machine.
[assembly: Parallelization(Mode = ParallelMode.None)]

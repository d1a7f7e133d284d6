using Xunit.Sdk;
using Xunit.v3;

// A guest waits about as often as it computes, so that two share this machine's processors well. Tests that share a guest are a collection, and take turns.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]

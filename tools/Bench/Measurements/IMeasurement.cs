using Bench.Report;

namespace Bench.Measurements;

/// <summary>One part of the bench. Leaves nothing behind: what it starts it ends.</summary>
internal interface IMeasurement
{
    Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation);
}

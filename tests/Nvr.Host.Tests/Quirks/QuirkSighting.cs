using Torture.Box;

namespace Nvr.Host.Tests.Quirks;

/// <summary>What was seen of one camera over the API while it ran, and its footage when it was stopped.</summary>
internal sealed class QuirkSighting
{
    /// <summary>Each state with the last sentence that came with it.</summary>
    public Dictionary<string, StreamReading> States { get; } = [];

    public double Seconds { get; set; }

    public override string ToString() =>
        $"{Seconds:0.0} s; " + string.Join("; ", States.Values.Select(s => $"{s.State}: {s.Sentence} ({s.NextStep}) {s.Connections} connections"));
}

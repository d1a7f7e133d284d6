namespace Fuzz.Engine;

/// <summary>
/// One room of the recorder that reads what strangers send. A new target is one file in Targets and one line in
/// <see cref="Targets.AllTargets"/>. One thread; made once for a run, so it may keep buffers but nothing that one input teaches the next.
/// </summary>
internal interface IFuzzTarget
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>The longest input that is tried, in bytes.</summary>
    int MaxBytes { get; }

    /// <summary>Words of the language that mutations insert; may be empty.</summary>
    IReadOnlyList<byte[]> Words { get; }

    /// <summary>Real material to begin with; at least one input.</summary>
    IEnumerable<byte[]> Seeds();

    /// <summary>Where the parts of an input lie (lines, packets, boxes), for mutations that move whole parts.</summary>
    IReadOnlyList<Range> Pieces(byte[] input);

    /// <summary>
    /// Runs one input and throws when the room broke a promise: whatever it throws itself that it does not declare, or a
    /// <see cref="BrokenPromiseException"/>.
    /// </summary>
    void Run(byte[] input);
}

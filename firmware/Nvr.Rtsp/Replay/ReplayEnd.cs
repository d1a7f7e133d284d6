namespace Nvr.Rtsp.Replay;

/// <summary>How a replay came to its end.</summary>
public enum ReplayEnd
{
    /// <summary>The sink has what it wanted.</summary>
    Satisfied,

    /// <summary>The camera said that this was the last picture, or goodbye.</summary>
    Finished,

    /// <summary>The camera sent nothing more and did not say why.</summary>
    Silent,

    /// <summary>The camera hung up after it had sent something.</summary>
    HungUp,

    /// <summary>More came than the range can hold: it is not what was asked for.</summary>
    Endless,
}

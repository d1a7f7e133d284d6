namespace Nvr.Sandbox.Protocol;

/// <summary>What a message between nvrd and its sandboxed process is. The numbers are on the wire; what is not listed is a breach.</summary>
public enum MessageKind : byte
{
    /// <summary>nvrd to process, once, first: <see cref="WorkerOrder"/>.</summary>
    Order = 1,

    /// <summary>Process to nvrd, once, first: <see cref="ReadyMessage"/>.</summary>
    Ready = 2,

    /// <summary>Either way: <see cref="FormatMessage"/>; in force for the units of that track which follow.</summary>
    Format = 3,

    /// <summary>Either way: <see cref="UnitMessage"/>.</summary>
    Unit = 4,

    /// <summary>Process to nvrd, about once a second or as an answer to <see cref="Passed"/>: <see cref="StatsMessage"/>.</summary>
    Stats = 5,

    /// <summary>Process to nvrd, its last words: <see cref="FailureMessage"/>.</summary>
    Failure = 6,

    /// <summary>nvrd to process: <see cref="PassedMessage"/>; answered with <see cref="Stats"/> when all before it is done.</summary>
    Passed = 7,

    /// <summary>Process to nvrd: <see cref="MotionMessage"/>, one for each picture that was looked at.</summary>
    Motion = 8,

    /// <summary>nvrd to process: <see cref="CanvasOrder"/>, a new sheet; the next <see cref="Passed"/> ends it and is answered with it as a <see cref="Unit"/>.</summary>
    Canvas = 16,

    /// <summary>Process to nvrd: <see cref="ObjectMessage"/>.</summary>
    Object = 20,

    /// <summary>Process to nvrd, once its model was tried, and once more if that fails: <see cref="VerdictMessage"/>.</summary>
    Verdict = 21,

    /// <summary>Process to nvrd, now and then: <see cref="DecodingMessage"/>.</summary>
    Decoding = 22,
}

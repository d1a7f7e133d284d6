namespace Nvr.Board.Poe;

/// <summary>What a port's detection found at the other end of the cable, as far as the chip or the switch tells it.</summary>
public enum PoeDetection
{
    /// <summary>Not told, or not looked for.</summary>
    Unknown,

    Nothing,

    /// <summary>A device that wants power as the standard says.</summary>
    Device,

    /// <summary>A device of before the standard.</summary>
    Legacy,

    /// <summary>A resistance below or above what the standard allows: no device that wants power, or a bad cable.</summary>
    WrongResistance,

    ShortCircuit,

    /// <summary>The port itself is broken.</summary>
    Broken,
}

using Nvr.Board.Poe;

namespace Nvr.Board.Linux.Poe;

/// <summary>One channel as the chip tells it. Immutable.</summary>
/// <param name="IsGood">Power flows and its voltage is right.</param>
/// <param name="Detection">1 short circuit, 3 too low, 4 a device that wants power, 5 too high, 6 nothing, 8 the switch transistor is broken, 9 a device of before the standard.</param>
/// <param name="Classification">1 to 4 literally, 6 for class 0, 7 too much current, 8 contradicts itself.</param>
/// <param name="Volts">At the port.</param>
/// <param name="Milliamps">Through the port.</param>
internal readonly record struct Tps23861Port(bool IsGood, int Detection, int Classification, double Volts, double Milliamps)
{
    private const int ShortCircuit = 1;
    private const int BrokenTransistor = 8;
    private const int TooMuchCurrent = 7;

    public int? Class => Classification switch
    {
        >= 1 and <= 4 => Classification,
        6 => 0,
        _ => null,
    };

    public PoeDetection Found => Detection switch
    {
        ShortCircuit => PoeDetection.ShortCircuit,
        3 or 5 => PoeDetection.WrongResistance,
        4 => PoeDetection.Device,
        6 => PoeDetection.Nothing,
        BrokenTransistor => PoeDetection.Broken,
        9 => PoeDetection.Legacy,
        _ => PoeDetection.Unknown,
    };

    public string? FaultSentence => this switch
    {
        { Detection: ShortCircuit } => "There is a short circuit in the cable or in the camera. Try another cable, then another camera.",
        { Detection: BrokenTransistor } => "The port is broken. Use another one.",
        { IsGood: false, Classification: TooMuchCurrent } => "The camera asks for more power than a port can give. It needs a power supply of its own.",
        _ => null,
    };

    public PoePower Power => this switch
    {
        { IsGood: true } => PoePower.Delivering,
        { FaultSentence: not null } => PoePower.Fault,
        _ => PoePower.Searching,
    };
}

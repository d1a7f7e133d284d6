using System.Globalization;
using Nvr.Board.Poe;

namespace Nvr.Power.Keeping;

/// <summary>What is said of ports, in words for the user. Pure.</summary>
internal static class PowerWords
{
    public const string ShedNextStep = "Give a camera a power supply of its own, unplug something, or give this port a higher priority.";

    public static string Shed(string port, string names, double watts, double budget) => string.Create(
        CultureInfo.InvariantCulture, $"{Who(port, names)} has no power: the budget of {budget:0.#} W is used up, and it would take {watts:0.#} W.");

    public static string WasShed(string port, string names, double budget) => string.Create(
        CultureInfo.InvariantCulture, $"The power of {Whom(port, names)} was switched off: all ports together drew more than {budget:0.#} W.");

    public static string Returned(string port, string names) => $"{Who(port, names)} has its power back: there is enough for it again.";

    public static string Switched(string port, string names, bool on) => $"The power of {Whom(port, names)} was switched {(on ? "on" : "off")}.";

    public static string Cycled(string port, string names) => $"The power of {Whom(port, names)} was switched off and on.";

    public static string SwitchedOff(string port, string names) => $"{Who(port, names)} has no power: it is switched off.";

    public static string? Of(PoePort port, string names) => port.Power switch
    {
        PoePower.Denied => $"{Who(port.Name, names)} has no power: the switch has none left to give.",
        PoePower.Fault or PoePower.Unknown => port.FaultSentence,
        _ => null,
    };

    private static string Who(string port, string names) => names.Length > 0 ? $"{names} (port {port})" : $"Port {port}";

    private static string Whom(string port, string names) => names.Length > 0 ? $"{names} (port {port})" : $"port {port}";
}

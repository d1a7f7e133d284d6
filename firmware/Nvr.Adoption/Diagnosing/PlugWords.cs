namespace Nvr.Adoption.Diagnosing;

/// <summary>What to say about cable, power and address.</summary>
internal static class PlugWords
{
    public static Diagnosis NoPower(CameraFacts facts) => facts.Power switch
    {
        PortPower.SwitchedOff => new Diagnosis(
            Finding.NoPower, $"{facts.Name} has no power: {PortOf(facts)} is switched off.", "Switch the port's power on.", null),
        PortPower.Denied => new Diagnosis(
            Finding.NoPower,
            $"{facts.Name} has no power: the box has none left to give to {PortOf(facts)}.",
            "Give another camera a power supply of its own, or unplug one.",
            "The PoE budget is used up."),
        _ => new Diagnosis(
            Finding.NoPower,
            $"{facts.Name} has no power: {PortOf(facts)} switched itself off to protect itself.",
            "Try another cable, then another port. If neither helps, the camera is broken or takes more power than the port gives.",
            "The PoE port reports a fault (overload or short circuit)."),
    };

    public static Diagnosis NoLink(CameraFacts facts) => facts.Power switch
    {
        PortPower.Searching => new Diagnosis(
            Finding.NoLink,
            $"Nothing is plugged into {PortOf(facts)}, where {facts.Name} was, or its cable is broken.",
            "Check the plug at both ends, then try another cable.",
            "No link, and no device that asks for power."),
        PortPower.Delivering => new Diagnosis(
            Finding.NoLink,
            $"{facts.Name} gets power but does not speak to the network.",
            "Wait two minutes in case it is starting. Then try another cable.",
            "PoE is delivered, but there is no link."),
        _ => new Diagnosis(
            Finding.NoLink,
            $"{facts.Name} is not connected: there is no signal on {PortOf(facts)}.",
            "Check that the camera has power and that its cable is plugged in at both ends.",
            "No link."),
    };

    public static Diagnosis NoAddress(CameraFacts facts) => facts switch
    {
        { Address: { } address } when facts.HasLink == true => new Diagnosis(
            Finding.NoAddress,
            $"{facts.Name} is plugged in, but does not answer at its address.",
            "Wait two minutes in case it is starting. If it was given a fixed address, set it to get its address by itself (DHCP).",
            $"No answer to ARP at {address}."),
        { Address: { } address } => new Diagnosis(
            Finding.NoAddress,
            $"{facts.Name} does not answer at its address any more.",
            "Check its power and its cable.",
            $"No answer to ARP at {address}."),
        _ => new Diagnosis(
            Finding.NoAddress,
            $"{facts.Name} has no address that the recorder knows.",
            "Unplug it and plug it in again. If it was given a fixed address, set it to get its address by itself (DHCP).",
            null),
    };

    private static string PortOf(CameraFacts facts) => facts.Port is null ? "its port" : $"port {facts.Port}";
}

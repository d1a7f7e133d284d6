using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Makers;
using Nvr.Core;

namespace Nvr.Adoption.Adopting;

/// <summary>What is said about a device on its way to being a camera. Pure.</summary>
internal static class AdoptionWords
{
    /// <summary>For a device of which nothing more is known than that it is there.</summary>
    public static CaseWords Found(DeviceRecord device) => new($"{DeviceName.Of(device)} was found. The recorder is finding out what it is.");

    public static CaseWords Waiting(DeviceRecord device, SignIn signIn) => new(
        $"{DeviceName.Of(device)} was found, and waits for you to say whether it is to be recorded.",
        signIn == SignIn.Missing ? "Add it with its user name and password, or ignore it." : "Add it, or ignore it.",
        $"It is at {device.Address}{(device.Interface is { } name ? $" behind {name}" : "")}.");

    public static CaseWords Password(DeviceRecord device, SignIn signIn) =>
        CaseWords.Of(CameraDoctor.Examine(Facts(device) with { Onvif = ServiceAnswer.Answers, SignIn = signIn }));

    public static CaseWords Replacement(DeviceRecord device, ReplacementOffer offer) => new(
        offer.Reason == ReplacementReason.SamePort
            ? $"{DeviceName.Of(device)} is plugged in where {DeviceName.Of(offer.Departed)} was."
            : $"{DeviceName.Of(device)} has the serial number of {DeviceName.Of(offer.Departed)}, which is gone.",
        "Say that it takes the other one's place, with its name and settings, or add it as a new camera. Without an answer it is added in two minutes.");

    public static CaseWords Ignored(DeviceRecord device) => new($"{DeviceName.Of(device)} is ignored.", "Add it if it is to be recorded after all.");

    public static CaseWords Lost(DeviceRecord device, PlugFacts plug) =>
        CaseWords.Of(CameraDoctor.Examine(Facts(device) with { AddressAnswers = false, Power = plug.Power, HasLink = plug.HasLink }));

    public static CaseWords Failed(DeviceRecord device, NvrException failure) => failure.Kind == ErrorKind.Unreachable
        ? CaseWords.Of(CameraDoctor.Examine(Facts(device) with { Onvif = ServiceAnswer.None })) with { Detail = failure.Message }
        : new CaseWords($"{DeviceName.Of(device)} was found, but could not be set up. {failure.Message}", "It is tried again by itself.");

    public static CaseWords Broken(DeviceRecord device) =>
        new($"{DeviceName.Of(device)} was found, but something went wrong in the recorder.", "It is tried again by itself. If it stays so, add the camera by hand.");

    public static CameraFacts Facts(DeviceRecord device) => new()
    {
        Name = DeviceName.Of(device), Port = device.Port, Address = device.Address, SmartCodecName = MakerTable.NameOf(device.Maker),
    };
}

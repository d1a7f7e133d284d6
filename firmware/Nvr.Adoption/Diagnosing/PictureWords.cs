using System.Globalization;

namespace Nvr.Adoption.Diagnosing;

/// <summary>What to say about the pictures of a camera.</summary>
internal static class PictureWords
{
    public static Diagnosis NoFrames(CameraFacts facts) => facts switch
    {
        { Enabled: false } => new Diagnosis(
            Finding.NoFrames, $"Recording of {facts.Name} is switched off.", "Switch it on to record.", facts.StreamSentence),
        { Pictures: PictureFlow.None } => new Diagnosis(
            Finding.NoFrames,
            $"{facts.Name} answers, but sends no picture.",
            "Restart the camera. If that does not help, check the address of its stream.",
            facts.StreamSentence),
        _ => new Diagnosis(
            Finding.NoFrames,
            $"No picture of {facts.Name} has arrived yet.",
            "Wait a minute. If nothing comes, restart the camera.",
            facts.StreamSentence),
    };

    public static Diagnosis UnusableFrames(CameraFacts facts) => new(
        Finding.UnusableFrames,
        $"{facts.Name} sends pictures that cannot be recorded.",
        "Set the camera to H.264 or H.265, then try again.",
        facts.StreamSentence);

    public static Diagnosis NetworkTooSlow(CameraFacts facts, string complaint) => new(
        Finding.NetworkTooSlow,
        $"{facts.Name} is recorded, but the network is too slow for it: {complaint}.",
        "Check its cable, and what else shares it. A lower picture quality in the camera helps as well.",
        NetworkJudge.Figures(facts.Network));

    public static Diagnosis KeyPicturesRare(CameraFacts facts) => new(
        Finding.KeyPicturesRare,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Name} is recorded, but playback of it can begin only every {facts.KeyPictureDistance!.Value.TotalSeconds:0} seconds: whole pictures come that rarely."),
        $"Switch {facts.SmartCodecName} off on the camera's own page, and set the I-frame interval there to two seconds.",
        NetworkJudge.Figures(facts.Network));

    public static Diagnosis AllWell(CameraFacts facts) =>
        new(Finding.AllWell, $"{facts.Name} is being recorded.", null, NetworkJudge.Figures(facts.Network));
}

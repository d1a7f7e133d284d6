namespace Nvr.Adoption.Diagnosing;

/// <summary>
/// Tells what is the matter with a camera. Follows the way from the plug to the picture and names the first thing that is known to be wrong;
/// what is proven further along (pictures arrive) overrules what is merely reported before it (a port that is thought to be the camera's has no
/// link). What is unknown accuses nothing; a picture that never came is then the finding, never "all is well". Pure.
/// </summary>
public static class CameraDoctor
{
    /// <summary>Cameras are asked for 2 s; what lies between is their owner's taste.</summary>
    private static readonly TimeSpan LongestKeyPictureDistance = TimeSpan.FromSeconds(10);

    public static Diagnosis Examine(CameraFacts facts) => Find(facts) switch
    {
        Finding.NoPower => PlugWords.NoPower(facts),
        Finding.NoLink => PlugWords.NoLink(facts),
        Finding.NoAddress => PlugWords.NoAddress(facts),
        Finding.NoService => ServiceWords.NoService(facts),
        Finding.WrongPassword => ServiceWords.WrongPassword(facts),
        Finding.NoFrames => PictureWords.NoFrames(facts),
        Finding.UnusableFrames => PictureWords.UnusableFrames(facts),
        Finding.NetworkTooSlow => PictureWords.NetworkTooSlow(facts, NetworkJudge.Complaint(facts.Network!)!),
        Finding.KeyPicturesRare => PictureWords.KeyPicturesRare(facts),
        _ => PictureWords.AllWell(facts),
    };

    private static Finding Find(CameraFacts facts) => facts switch
    {
        { Enabled: false } => Finding.NoFrames,
        { Pictures: PictureFlow.Recorded, Network: { } network } when NetworkJudge.Complaint(network) is not null => Finding.NetworkTooSlow,
        { Pictures: PictureFlow.Recorded, KeyPictureDistance: { } distance } when distance > LongestKeyPictureDistance => Finding.KeyPicturesRare,
        { Pictures: PictureFlow.Recorded } => Finding.AllWell,
        { HasLink: not true, Power: PortPower.SwitchedOff or PortPower.Denied or PortPower.Fault } => Finding.NoPower,
        { HasLink: false } or { HasLink: null, Power: PortPower.Searching } => Finding.NoLink,
        { Address: null } or { AddressAnswers: false } => Finding.NoAddress,
        { Pictures: PictureFlow.Unusable } => Finding.UnusableFrames,
        { SignIn: SignIn.Missing or SignIn.Rejected or SignIn.HeldBack } => Finding.WrongPassword,
        { Rtsp: ServiceAnswer.None } => Finding.NoService,
        { Onvif: ServiceAnswer.None, Rtsp: ServiceAnswer.Unknown, Pictures: PictureFlow.Unknown } => Finding.NoService,
        _ => Finding.NoFrames,
    };
}

namespace Nvr.Adoption.Diagnosing;

/// <summary>What to say about a camera that is there and does not talk as it should.</summary>
internal static class ServiceWords
{
    public static Diagnosis NoService(CameraFacts facts) => facts.Onvif == ServiceAnswer.Answers
        ? new Diagnosis(
            Finding.NoService,
            $"{facts.Name} answers, but does not give out its video.",
            "Switch RTSP on in the camera's own settings, then try again.",
            $"ONVIF answers at {facts.Address}, RTSP does not.")
        : new Diagnosis(
            Finding.NoService,
            $"Something answers at the address of {facts.Name}, but not as a camera does.",
            "Switch ONVIF or RTSP on in the camera's own settings. If it is just starting, wait two minutes.",
            $"Neither ONVIF nor RTSP answers at {facts.Address}.");

    public static Diagnosis WrongPassword(CameraFacts facts) => facts.SignIn switch
    {
        SignIn.Missing => new Diagnosis(
            Finding.WrongPassword, $"{facts.Name} answers, but asks for a password.", "Enter the camera's user name and password.", null),
        SignIn.HeldBack => new Diagnosis(
            Finding.WrongPassword,
            $"{facts.Name} rejected the password several times. The recorder waits ten minutes, so that the camera does not lock the account.",
            "Enter the right password, or reset it on the camera.",
            null),
        _ => new Diagnosis(
            Finding.WrongPassword,
            $"{facts.Name} answers, but says the password is wrong.",
            "Enter the password again, or reset it on the camera.",
            null),
    };
}

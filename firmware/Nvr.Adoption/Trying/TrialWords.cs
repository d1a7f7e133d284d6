using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Session;

namespace Nvr.Adoption.Trying;

/// <summary>What is said about an address that was tried: in the words of the diagnosis, where it has some. Pure.</summary>
internal static class TrialWords
{
    private const string Nameless = "The camera";

    public static TrialReport Answers { get; } = new(TrialOutcome.Answers, "A camera answers there.", "Let the recorder look for its picture, with its user name and password if it has some.");

    public static TrialReport TooLong { get; } = new(TrialOutcome.NoAnswer, "The camera takes too long to answer.", "Try again in a minute, or enter the address of its stream from its manual.");

    public static TrialReport NeedsPassword => Diagnosed(TrialOutcome.NeedsPassword, Unnamed with { SignIn = SignIn.Missing });

    public static TrialReport WrongPassword => Diagnosed(TrialOutcome.WrongPassword, Unnamed with { SignIn = SignIn.Rejected });

    public static TrialReport HeldBack => Diagnosed(TrialOutcome.HeldBack, Unnamed with { SignIn = SignIn.HeldBack });

    // Unproven causes accuse nothing: the address answers, or there would be no finding beyond it.
    private static CameraFacts Unnamed { get; } = new() { Name = Nameless, Address = System.Net.IPAddress.None, Onvif = ServiceAnswer.Unknown, Rtsp = ServiceAnswer.Answers };

    public static TrialReport Silent(string sentence) => new(TrialOutcome.NoAnswer, sentence);

    /// <summary>Of a camera that answered to its address.</summary>
    public static TrialReport Described(RtspDescription answer, Uri address)
    {
        if (answer.Refusal is { } refusal)
        {
            return new TrialReport(TrialOutcome.NoStream, refusal.Message);
        }
        SdpMedia[] pictures = [.. answer.Sdp!.Sections.Where(s => s.Kind == "video").SelectMany(s => s.Candidates)];
        return pictures.Select(p => Coding(p.EncodingName)).FirstOrDefault(c => c is not null) is { } coding
            ? Found($"The camera answers, and offers a picture ({coding}).", address, null)
            : pictures.Length == 0
                ? new TrialReport(TrialOutcome.NoStream, "The camera answers, but offers no picture at this address.", "Check the path of the address.")
                : Diagnosed(TrialOutcome.Unusable, Unnamed with { Pictures = PictureFlow.Unusable });
    }

    public static TrialReport Searched(PathProbeResult result) => result.Outcome switch
    {
        PathProbeOutcome.Found => Found(result.SubUrl is null ? "The camera answers, and its picture was found." : "The camera answers, and its picture was found, with a small one for the grid.", result.MainUrl!, result.SubUrl),
        PathProbeOutcome.NeedsPassword => NeedsPassword,
        PathProbeOutcome.WrongPassword => WrongPassword,
        PathProbeOutcome.HeldBack => HeldBack,
        PathProbeOutcome.NothingFits => new TrialReport(TrialOutcome.NoStream, result.Sentence),
        _ => Silent(result.Sentence),
    };

    private static TrialReport Found(string sentence, Uri main, Uri? sub) => new(TrialOutcome.Picture, sentence, null, main, sub);

    private static TrialReport Diagnosed(TrialOutcome outcome, CameraFacts facts)
    {
        Diagnosis found = CameraDoctor.Examine(facts);
        return new TrialReport(outcome, found.Sentence, found.NextStep);
    }

    private static string? Coding(string name) => name switch
    {
        "H264" => "H.264",
        "H265" => "H.265",
        "JPEG" => "MJPEG",
        _ => null,
    };
}

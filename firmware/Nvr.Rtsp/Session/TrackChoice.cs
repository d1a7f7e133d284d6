using Nvr.Core;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>
/// Picks what to record from a description: the first video that can be recorded and at most one audio; the rest is named with
/// reasons. Owns the receivers until <see cref="Release"/> hands them to the session.
/// </summary>
internal sealed class TrackChoice : IDisposable
{
    private readonly List<ChosenTrack> chosen = [];

    private TrackChoice()
    {
    }

    /// <summary>Video first.</summary>
    public IReadOnlyList<ChosenTrack> Chosen => chosen;

    public List<IgnoredTrack> Ignored { get; } = [];

    public static TrackChoice From(SdpDescription description, RtspOptions options) => options.Wanted switch
    {
        RtspWanted.Metadata => OneOf(description, s => s.Kind == "application" ? s : null, () => new NvrException(ErrorKind.NotFound, "The camera's stream carries no metadata.")),
        RtspWanted.BackChannel => OneOf(description, BackChannelOffer.Pick, () => new NvrException(ErrorKind.Unsupported, BackChannelOffer.WhyNot(description))),
        _ => ToRecord(description, options.WantAudio),
    };

    private static TrackChoice ToRecord(SdpDescription description, bool wantAudio)
    {
        var choice = new TrackChoice();
        choice.Choose(description, "video");
        choice.Choose(description, "audio", wantAudio ? null : "Recording of sound is switched off.");
        foreach (SdpSection section in description.Sections.Where(s => s.Kind is not ("video" or "audio")))
        {
            choice.Ignore(section, "It is neither picture nor sound.");
        }
        if (choice.chosen.Count == 0 || !choice.chosen[0].Section.Kind.Equals("video", StringComparison.Ordinal))
        {
            choice.Dispose();
            throw choice.NothingToRecord();
        }
        return choice;
    }

    /// <summary>The camera refused this track after all.</summary>
    public void Drop(ChosenTrack track, string reason)
    {
        chosen.Remove(track);
        track.Track.Receiver.Dispose();
        Ignore(track.Section, reason);
    }

    public RtspTrack[] Release()
    {
        RtspTrack[] tracks = [.. chosen.Select(c => c.Track)];
        chosen.Clear();
        return tracks;
    }

    public void Dispose()
    {
        foreach (ChosenTrack track in chosen)
        {
            track.Track.Receiver.Dispose();
        }
    }

    /// <summary>One track and nothing else. Where there is none, the camera's own reason is told, else the one given.</summary>
    private static TrackChoice OneOf(SdpDescription description, Func<SdpSection, SdpSection?> pick, Func<NvrException> whyNone)
    {
        var choice = new TrackChoice();
        string? reason = null;
        foreach (SdpSection section in description.Sections)
        {
            SdpSection? picked = choice.chosen.Count == 0 ? pick(section) : null;
            string? refusal = picked is null ? "This session is for something else." : choice.TryAdd(picked);
            reason ??= picked is null ? null : refusal;
            if (refusal is not null)
            {
                choice.Ignore(section, refusal);
            }
        }
        return choice.chosen.Count > 0 ? choice
            : throw (reason is null ? whyNone() : new NvrException(ErrorKind.Unsupported, reason));
    }

    private void Choose(SdpDescription description, string kind, string? unwanted = null)
    {
        bool found = false;
        foreach (SdpSection section in description.Sections.Where(s => s.Kind == kind))
        {
            string? reason = unwanted ?? (found ? $"The recorder takes one {kind} track of a stream." : TryAdd(section));
            found |= reason is null;
            if (reason is not null)
            {
                Ignore(section, reason);
            }
        }
    }

    private string? TryAdd(SdpSection section)
    {
        string? firstReason = null;
        foreach (SdpMedia media in section.Candidates)
        {
            int index = chosen.Count;
            if (TrackReceiver.TryCreate(media, index, out string? whyNot) is { } receiver)
            {
                chosen.Add(new ChosenTrack(new RtspTrack(index, media, receiver), section));
                return null;
            }
            firstReason ??= whyNot;
        }
        return firstReason ?? "The camera does not say what it is.";
    }

    private void Ignore(SdpSection section, string reason)
    {
        string encoding = section.Candidates.Count > 0 ? section.Candidates[0].EncodingName : "";
        Ignored.Add(new IgnoredTrack(encoding.Length > 0 ? $"{section.Kind} {encoding}" : section.Kind, reason));
    }

    private NvrException NothingToRecord()
    {
        IgnoredTrack? video = Ignored.FirstOrDefault(t => t.Name.StartsWith("video", StringComparison.Ordinal));
        string detail = video is null ? "It offers no picture at all." : $"{video.Name}: {video.Reason}";
        return new NvrException(ErrorKind.Unsupported, $"The camera sends no picture that can be recorded. {detail} Set it to H.264 or H.265.");
    }
}

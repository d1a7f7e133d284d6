using Nvr.Core;

namespace Nvr.Onvif.Media;

/// <summary>
/// Asks an encoder for sane settings and tells what came of it; to reverse it, set what was before. One camera at a time. A camera that
/// refuses keeps what it has, which is no failure; Unreachable and Unauthorised are thrown.
/// </summary>
public static class EncoderTuner
{
    /// <summary>Null where nothing was changed.</summary>
    public static async Task<EncoderChange?> TuneAsync(IMediaClient media, MediaProfile profile, EncoderWish wish, CancellationToken cancellation)
    {
        if (profile.Encoder is not { Token.Length: > 0 } listed)
        {
            return null;
        }
        EncoderSettings before = await OrDefault(media.EncoderAsync(listed.Token, cancellation)) ?? listed;
        IReadOnlyList<EncoderOptions> options = await OrDefault(media.EncoderOptionsAsync(profile.Token, listed.Token, cancellation)) ?? [];
        EncoderSettings planned = EncoderPlan.For(before, options, wish);
        bool changed = !planned.Equals(before) && await SetAsync(media, planned, cancellation);
        if (!changed && planned.Encoding != before.Encoding)
        {
            // Changing the codec is what cameras refuse most; the key frames alone may pass.
            EncoderSettings less = EncoderPlan.For(before, options, wish with { Encoding = null });
            changed = !less.Equals(before) && await SetAsync(media, less, cancellation);
        }
        if (!changed)
        {
            return null;
        }
        EncoderSettings after = await media.EncoderAsync(listed.Token, cancellation);
        IReadOnlyList<SettingChange> settings = EncoderPlan.Compare(before, after);
        return settings.Count > 0 ? new EncoderChange(before, after, settings) : null;
    }

    private static async Task<bool> SetAsync(IMediaClient media, EncoderSettings settings, CancellationToken cancellation)
    {
        try
        {
            await media.SetEncoderAsync(settings, cancellation);
            return true;
        }
        catch (NvrException e) when (IsRefusal(e))
        {
            return false;
        }
    }

    private static async Task<T?> OrDefault<T>(Task<T> task)
        where T : class
    {
        try
        {
            return await task;
        }
        catch (NvrException e) when (IsRefusal(e))
        {
            return null;
        }
    }

    private static bool IsRefusal(NvrException e) => e.Kind is not (ErrorKind.Unreachable or ErrorKind.Unauthorised);
}

using Nvr.Adoption.Devices;
using Nvr.Adoption.Makers;
using Nvr.Adoption.Timekeeping;
using Nvr.Core;
using Nvr.Onvif;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Sets a device up by ONVIF and finds the addresses of its streams. What it changes is noted in the book, from which it can be undone. A device
/// that refuses a setting keeps its own. Stateless; Unreachable and Unauthorised are thrown.
/// </summary>
internal sealed class OnvifOutfit(AdoptionRoom room)
{
    private readonly CameraTimekeeper keeper = room.Keeper;
    private readonly SmartCodecOutfit smartCodec = new(room.Book, room.Guard, room.Options.Onvif, room.Clock);

    /// <summary>
    /// Encoders first: cameras end their streams when they are changed, so that nothing may be recorded yet. And before them what makers call a smart
    /// codec, because it locks the distance of key pictures.
    /// </summary>
    public async Task PrepareAsync(DeviceId id, OnvifCamera camera, MediaOffer offer, CancellationToken cancellation)
    {
        await smartCodec.TurnOffAsync(id, camera, cancellation);
        foreach (SourceStreams source in StreamChoice.Pick(offer.Profiles))
        {
            await TuneAsync(id, offer.Media, source.Main, EncoderWish.Main, cancellation);
            if (source.Sub is { } sub)
            {
                await TuneAsync(id, offer.Media, sub, EncoderWish.Sub, cancellation);
            }
        }
        await OrNothingAsync(keeper.KeepAsync(id, camera, cancellation));
    }

    /// <summary>In the order in which the device lists its sources. Unsupported when it has none that can be recorded.</summary>
    public static async Task<IReadOnlyList<FoundSource>> SourcesAsync(MediaOffer offer, CancellationToken cancellation)
    {
        List<FoundSource> found = [];
        foreach (SourceStreams source in StreamChoice.Pick(offer.Profiles))
        {
            Uri main = await offer.Media.StreamUriAsync(source.Main.Token, StreamTransport.RtspTcp, cancellation);
            Uri? sub = source.Sub is null ? null : await offer.Media.StreamUriAsync(source.Sub.Token, StreamTransport.RtspTcp, cancellation);
            found.Add(new FoundSource(source.SourceToken, main, sub == main ? null : sub, source.Main.Encoder?.FrameRate));
        }
        return found.Count > 0 ? found : throw new NvrException(ErrorKind.Unsupported, "The device offers no picture that can be recorded.");
    }

    /// <summary>Sets each encoder, where the clock gets its time, and the smart codec to what they were before the first of the changes that are in force.</summary>
    public async Task RevertAsync(DeviceRecord device, OnvifCamera camera, MediaOffer offer, CancellationToken cancellation)
    {
        await keeper.RevertAsync(device, camera, cancellation);
        foreach (IGrouping<string, DeviceChange> encoder in device.Changes.Where(c => c.UndoneAt is null).GroupBy(c => c.Before.Token))
        {
            // The device may keep settings that the book does not know: they stay as they are now.
            EncoderSettings now = await offer.Media.EncoderAsync(encoder.Key, cancellation);
            await offer.Media.SetEncoderAsync(Laid(encoder.First().Before, now), cancellation);
            room.Book.NoteUndone(device.DeviceId, encoder.Key);
        }
        await smartCodec.RevertAsync(device, camera, cancellation);
    }

    private static EncoderSettings Laid(EncoderSettings before, EncoderSettings now) => now with
    {
        Encoding = before.Encoding,
        Width = before.Width,
        Height = before.Height,
        FrameRate = before.FrameRate,
        BitrateKbps = before.BitrateKbps,
        GovLength = before.GovLength,
        CodecProfile = before.CodecProfile,
        Quality = before.Quality,
        ConstantBitrate = before.ConstantBitrate,
    };

    private async Task TuneAsync(DeviceId id, IMediaClient media, MediaProfile profile, EncoderWish wish, CancellationToken cancellation)
    {
        if (await EncoderTuner.TuneAsync(media, profile, wish, cancellation) is { } change)
        {
            room.Book.NoteChange(id, change);
        }
    }

    private static async Task OrNothingAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (NvrException e) when (e.Kind is not ErrorKind.Unreachable)
        {
            // A user who may see the pictures may not always set the clock.
        }
    }
}

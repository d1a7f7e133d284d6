using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Recording.Live;

/// <summary>
/// The live sound of one stream, as it is stored: a fragment a unit while somebody listens, in the movie time of the stream's pictures, so that a page
/// that plays both needs no other clock. Apart from the pictures, because few listen, and because sound that stays away must not hold a picture up.
/// Sound comes from the pump thread, listeners come and go on any thread.
/// </summary>
/// <param name="movieOffsetUs">Movie time minus capture time by the latest picture; null while there is none, and no sound is made. Asked on the pump thread.</param>
internal sealed class LiveSound(BoxClock clock, Func<long?> movieOffsetUs) : IAccessUnitSink, IDisposable
{
    /// <summary>ITU-R BT.1359: sound may lag pictures by 125 ms before people notice. By this part of a second it may drift before it is set anew.</summary>
    private const int DriftPart = 8;

    /// <summary>Whoever fell behind goes on at the next of these.</summary>
    private const long BeginningEveryUs = 1_000_000;

    private readonly Lock gate = new();
    private readonly LiveAudience listeners = new();
    private LiveEncoder? encoder;
    private long beginningUs;

    public bool IsHeard => listeners.IsThere;

    public LiveSubscription Subscribe()
    {
        lock (gate)
        {
            LiveSubscription listener = listeners.Join(Leave);
            if (encoder is { } present)
            {
                listener.Offer(present.Init);
            }
            beginningUs = 0;
            return listener;
        }
    }

    /// <summary>Takes sound in a form that MP4 carries. Pump thread only.</summary>
    public void OnAccessUnit(in AccessUnit unit)
    {
        lock (gate)
        {
            if (!listeners.IsThere || movieOffsetUs() is not { } offsetUs)
            {
                Forget();
                return;
            }
            long movieTicks = (long)((unit.CaptureUs + offsetUs) * (Int128)unit.Format.ClockRate / 1_000_000);
            long baseDts = unit.Dts - movieTicks;
            if (encoder is null || !encoder.Format.Equals(unit.Format) || Math.Abs(baseDts - encoder.BaseDts) > unit.Format.ClockRate / DriftPart)
            {
                Forget();
                encoder = new LiveEncoder(unit.Format, baseDts);
                listeners.Offer(encoder.Init);
                beginningUs = 0;
            }
            if (unit.Dts < encoder.BaseDts)
            {
                return;
            }
            bool isBeginning = unit.CaptureUs - beginningUs >= BeginningEveryUs;
            beginningUs = isBeginning ? unit.CaptureUs : beginningUs;
            listeners.Offer(encoder.Encode(unit, new UtcTime(unit.CaptureUs + clock.WallOffsetUs)) with { IsKeyFrame = isBeginning });
        }
    }

    /// <summary>The connection to the camera ended; listeners wait for the next one.</summary>
    public void EndSession()
    {
        lock (gate)
        {
            Forget();
        }
    }

    /// <summary>The stream is gone for good.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            Forget();
            listeners.End();
        }
    }

    private void Forget()
    {
        encoder?.Dispose();
        encoder = null;
    }

    private void Leave(LiveSubscription listener)
    {
        lock (gate)
        {
            listeners.Leave(listener);
        }
    }
}

using System.Buffers;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Writing;

namespace Nvr.Mp4;

/// <summary>
/// Collects the samples of one fragment after another. One thread. In steady state <see cref="Append"/> and <see cref="Cut"/> allocate nothing: data
/// is copied into pooled chunks, which go over to a pooled fragment. Calls that break the rules below throw
/// <see cref="ArgumentException"/> and leave the builder as it was. Disposing returns what was not cut.
/// </summary>
public sealed class FragmentBuilder : IDisposable
{
    private const int MaxBytes = 1 << 29;

    // Keeps the moof below the megabyte that readers accept; a second of video and audio has some hundred samples.
    private const int MaxSamples = 32 * 1024;

    private TrackBuffer[] tracks;
    private long[] ends;

    /// <param name="tracks">As given to <see cref="SegmentHeader.Build"/>.</param>
    public FragmentBuilder(IReadOnlyList<TrackFormat> tracks)
    {
        TrackRules.Check(tracks);
        this.tracks = [.. tracks.Select(t => new TrackBuffer(t))];
        ends = new long[this.tracks.Length];
    }

    public bool IsEmpty => SampleCount == 0;

    /// <summary>One more track behind the others, for a file whose header is not written yet. What waits of the others stays.</summary>
    public void AddTrack(TrackFormat format)
    {
        TrackRules.Check([.. tracks.Select(t => t.Format), format]);
        tracks = [.. tracks, new TrackBuffer(format)];
        ends = new long[tracks.Length];
    }

    public int SampleCount
    {
        get
        {
            int sum = 0;
            foreach (TrackBuffer track in tracks)
            {
                sum += track.Count;
            }
            return sum;
        }
    }

    /// <summary>Sample data collected so far.</summary>
    public int Bytes
    {
        get
        {
            int sum = 0;
            foreach (TrackBuffer track in tracks)
            {
                sum += track.Bytes;
            }
            return sum;
        }
    }

    /// <summary>True when the track has a sample waiting.</summary>
    public bool HasSamples(int track) => tracks[track].Count > 0;

    /// <summary>Decoding time of the track's first waiting sample; ask <see cref="HasSamples"/> first.</summary>
    public long StartDts(int track) => Waiting(track)[0].Dts;

    /// <summary>Decoding time of the track's last waiting sample; ask <see cref="HasSamples"/> first.</summary>
    public long LastDts(int track) => Waiting(track)[^1].Dts;

    /// <summary>Adds a copy of one sample.</summary>
    /// <param name="track">Index into the builder's tracks.</param>
    /// <param name="dts">
    /// Track ticks from the segment's media time 0; not negative, and greater than the track's sample before.
    /// </param>
    /// <param name="compositionOffset">Presentation minus decoding time, track ticks.</param>
    /// <param name="isSync">True when decoding can begin here; always true for audio.</param>
    /// <param name="data">The sample as MP4 stores it.</param>
    public void Append(int track, long dts, int compositionOffset, bool isSync, ReadOnlySpan<byte> data)
    {
        TrackBuffer buffer = tracks[track];
        long earliest = buffer.Count == 0 ? 0 : buffer.Rows[^1].Dts + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(dts, earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(SampleCount, MaxSamples, nameof(track));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxBytes - Bytes, nameof(data));
        buffer.Append(new SampleRow(dts, data.Length, compositionOffset, isSync), data);
    }

    /// <summary>
    /// Makes a fragment of all that waits; the caller owns it. The builder is empty afterwards and ready for the next one.
    /// </summary>
    /// <param name="sequence">Number of the fragment in its file, from 1.</param>
    /// <param name="endDts">
    /// For each track the decoding time of the sample that comes next, which gives the last one its duration. A time that is not
    /// after the track's last sample, or more than an hour after it, counts as one tick after it: a guess about the last sample
    /// must not stop a recording. Ignored for a track without samples.
    /// </param>
    public Fragment Cut(uint sequence, ReadOnlySpan<long> endDts)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(endDts.Length, tracks.Length);
        if (IsEmpty)
        {
            throw new InvalidOperationException("There is nothing to cut.");
        }
        for (int i = 0; i < tracks.Length; i++)
        {
            ends[i] = tracks[i].EndAt(endDts[i]);
        }
        int moofBytes = MoofWriter.Measure(tracks);
        int headBytes = moofBytes + MoofLayout.MdatHeaderBytes;
        byte[] head = ArrayPool<byte>.Shared.Rent(headBytes);
        FragmentEntry entry = MoofWriter.Write(head.AsSpan(0, headBytes), sequence, tracks, ends);
        Fragment fragment = FragmentPool.Shared.Rent();
        fragment.Fill(entry, head, headBytes, tracks);
        return fragment;
    }

    public void Dispose()
    {
        foreach (TrackBuffer track in tracks)
        {
            track.Dispose();
        }
    }

    private ReadOnlySpan<SampleRow> Waiting(int track) =>
        tracks[track].Count > 0 ? tracks[track].Rows : throw new InvalidOperationException("The track has no samples.");
}

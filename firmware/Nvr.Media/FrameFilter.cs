using FFmpeg.AutoGen;
using Nvr.Core;

namespace Nvr.Media;

/// <summary>A chain of FFmpeg's filters with one way in and one way out. Owned by one thread.</summary>
internal sealed unsafe class FrameFilter : IDisposable
{
    private readonly AVFrame* filtered = (AVFrame*)FFmpegError.Allocated(ffmpeg.av_frame_alloc());
    private readonly AVFilterContext* source;
    private readonly AVFilterContext* sink;
    private AVFilterGraph* graph;

    /// <param name="isVideo">Pictures, or sound.</param>
    /// <param name="input">The source's arguments: size, format and time base of what comes in.</param>
    /// <param name="chain">The filters, in FFmpeg's notation.</param>
    public FrameFilter(bool isVideo, string input, string chain)
    {
        graph = (AVFilterGraph*)FFmpegError.Allocated(ffmpeg.avfilter_graph_alloc());
        graph->nb_threads = 1;
        source = Create(isVideo ? "buffer" : "abuffer", "in", input);
        sink = Create(isVideo ? "buffersink" : "abuffersink", "out", null);
        Parse(chain);
        FFmpegError.Check(ffmpeg.avfilter_graph_config(graph, null), ErrorKind.Unsupported, "The pictures or the sound of this source cannot be converted.");
    }

    /// <summary>Time base of what comes out.</summary>
    public AVRational TimeBase => ffmpeg.av_buffersink_get_time_base(sink);

    /// <summary>Filters one frame, whose content is taken over, or with null ends the input, and hands on what that completes; frames are valid during the call.</summary>
    public void Push(AVFrame* frame, Decoder.FrameTaker taker)
    {
        FFmpegError.Check(ffmpeg.av_buffersrc_add_frame_flags(source, frame, 0), ErrorKind.Unsupported, "A picture or a sound could not be converted.");
        while (ffmpeg.av_buffersink_get_frame(sink, filtered) >= 0)
        {
            taker(filtered);
            ffmpeg.av_frame_unref(filtered);
        }
    }

    public void Dispose()
    {
        AVFrame* last = filtered;
        ffmpeg.av_frame_free(&last);
        AVFilterGraph* whole = graph;
        ffmpeg.avfilter_graph_free(&whole);
        graph = null;
    }

    private AVFilterContext* Create(string filter, string name, string? arguments)
    {
        AVFilterContext* made;
        int result = ffmpeg.avfilter_graph_create_filter(&made, ffmpeg.avfilter_get_by_name(filter), name, arguments, null, graph);
        FFmpegError.Check(result, ErrorKind.Unsupported, "The pictures or the sound of this source cannot be converted.");
        return made;
    }

    /// <summary>The parser names ends from its own side: what it calls its output is our source.</summary>
    private void Parse(string chain)
    {
        AVFilterInOut* outputs = End("in", source);
        AVFilterInOut* inputs = End("out", sink);
        int result = ffmpeg.avfilter_graph_parse_ptr(graph, chain, &inputs, &outputs, null);
        ffmpeg.avfilter_inout_free(&inputs);
        ffmpeg.avfilter_inout_free(&outputs);
        FFmpegError.Check(result, ErrorKind.Unsupported, "The pictures or the sound of this source cannot be converted.");
    }

    private static AVFilterInOut* End(string name, AVFilterContext* filter)
    {
        var end = (AVFilterInOut*)FFmpegError.Allocated(ffmpeg.avfilter_inout_alloc());
        end->name = ffmpeg.av_strdup(name);
        end->filter_ctx = filter;
        end->pad_idx = 0;
        end->next = null;
        return end;
    }
}

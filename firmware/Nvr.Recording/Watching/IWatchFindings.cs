using Nvr.Sandbox.Protocol;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>Takes what the analysing process answers, on the task that asks; what comes is well-formed and in turn, and claims still. Does not fail.</summary>
internal interface IWatchFindings
{
    void Found(MotionMessage motion);

    void Found(DecodingMessage decoding);

    void Found(DetectionModel model, ObjectMessage known);

    void Judged(DetectionModel model, VerdictMessage verdict);
}

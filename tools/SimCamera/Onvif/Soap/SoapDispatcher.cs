using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Services;
using SimCamera.Quirks;

namespace SimCamera.Onvif.Soap;

/// <summary>Answers SOAP requests: reads them, checks who asks, runs the operation, turns faults into answers. Thread-safe.</summary>
internal sealed class SoapDispatcher(OnvifDevice device, OnvifGate gate, Action<string> note)
{
    public async Task<HttpReply> AnswerAsync(HttpRequest http, CancellationToken stop)
    {
        if (SoapRequest.Parse(http.Body) is not { } soap)
        {
            HttpReply complaint = Reply(new SoapFault(true, "This is not a SOAP 1.2 request.", "ter:WellFormed"), null);
            // A client that waits to be asked for its password sends no body at first.
            return gate.LetsPass(http) ? complaint : gate.Challenge(complaint);
        }

        var call = new OnvifCall(device, http, soap, stop);
        note(call.Action);
        try
        {
            return await RunAsync(call).ConfigureAwait(false);
        }
        catch (SoapFault fault)
        {
            return Reply(fault, soap.MessageId);
        }
    }

    private async Task<HttpReply> RunAsync(OnvifCall call)
    {
        Operation? operation = ServiceTable.Find(call.Service, call.Action);
        if (operation is null && device.Plan.AnswersUnknownBadly)
        {
            return HttpReply.Text(400, "");
        }

        if (Refuse(call, operation) is { } refusal)
        {
            return refusal;
        }

        if (operation is null || !ServiceTable.Works(device, call.Service, call.Action))
        {
            throw SoapFault.NotSupported(call.Action);
        }

        Xml body = await operation.Run(call).ConfigureAwait(false);
        string envelope = Envelope.Write(body, ServiceTable.ReplyAction(operation), call.Soap.MessageId);
        return HttpReply.Soap(200, Changed(envelope));
    }

    private HttpReply? Refuse(OnvifCall call, Operation? operation)
    {
        OnvifLevel wanted = operation?.Level ?? OnvifLevel.User;
        if (wanted == OnvifLevel.Anonymous && !device.Plan.NeedsPasswordForEverything)
        {
            return null;
        }

        OnvifLevel? proved = gate.Judge(call.Http, call.Soap);
        if (proved > OnvifLevel.Anonymous && proved >= wanted)
        {
            return null;
        }

        HttpReply reply = Reply(SoapFault.NotAuthorized(), call.Soap.MessageId);
        // Who has proved to be somebody of too little right is not asked again.
        return proved > OnvifLevel.Anonymous ? reply : gate.Challenge(reply);
    }

    private HttpReply Reply(SoapFault fault, string? relatesTo) => HttpReply.Soap(fault.Status, Changed(
        Envelope.Write(fault.ToXml(), relatesTo is null ? null : "http://www.w3.org/2005/08/addressing/soap/fault", relatesTo)));

    private string Changed(string envelope) => device.Camera.Plan.Quirks.Aggregate(envelope, (text, quirk) => quirk.OnEnvelope(text));
}

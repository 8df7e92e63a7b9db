using System.Security.Cryptography;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Payments;

namespace Portal.Web.Interventions.Visits;

/// <summary>Hands what a button of the visit page asks for to its use case.</summary>
public sealed class VisitPresses(
    StartVisit start, PauseVisit pause, FinishVisit finish, WriteReport write, AddVisitPhoto addPhoto, RemoveVisitPhoto removePhoto, AddVisitPart addPart,
    RemoveVisitPart removePart, AnswerQuestions answer, SignVisit sign, InvoiceVisit invoice, AttachVisitInvoice attach, PayVisit pay, MailVisitReport mail)
{
    /// <summary>Keeps the report, answers and photos that came along, whatever was pressed.</summary>
    public async Task<Result> KeepAsync(VisitView visit, VisitForm form, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (form.Fields.ContainsKey("report"))
        {
            refusals.AddRange((await write.RunAsync(new WriteReport.Input(visit.Id, form["report"], form["seen"]), ct)).Refusals);
        }

        var answers = form.Answers();
        if (answers.Count > 0 || form.AnswerPhotos.Count > 0)
        {
            refusals.AddRange((await answer.RunAsync(new AnswerQuestions.Input(visit.RequestId, visit.Id, answers, form.AnswerPhotos), ct)).Refusals);
        }

        foreach (var photo in form.Photos)
        {
            var key = form.Key(Convert.ToHexString(await SHA256.HashDataAsync(photo.Bytes, ct)));
            refusals.AddRange((await addPhoto.RunAsync(new AddVisitPhoto.Input(visit.Id, key, photo.Name, photo.Bytes), ct)).Refusals);
        }

        return refusals.Count > 0 ? Result.Refused(refusals) : Result.Done;
    }

    public async Task<Result> PressAsync(VisitView visit, VisitForm form, CancellationToken ct)
    {
        var (id, key) = (visit.Id, form.Key());
        return form.What switch
        {
            "start" => await start.RunAsync(new StartVisit.Input(id, key), ct),
            "pause" => await pause.RunAsync(new PauseVisit.Input(id, key), ct),
            "finish" => await finish.RunAsync(new FinishVisit.Input(id, key, null, form["mail-report"] == "true"), ct),
            "unfinished" => await finish.RunAsync(new FinishVisit.Input(id, key, form[VisitForm.LeftToDo], form["mail-report"] == "true"), ct),
            "part" => await addPart.RunAsync(new AddVisitPart.Input(id, key, form.Of, form.Number("quantity") ?? 0), ct),
            "remove-part" => await removePart.RunAsync(new RemoveVisitPart.Input(id, key, form.Of), ct),
            "remove-photo" => await removePhoto.RunAsync(new RemoveVisitPhoto.Input(id, key, form.Of), ct),
            "sign" => await sign.RunAsync(new SignVisit.Input(id, key, form["signer"], form["signature"]), ct),
            "invoice" => await invoice.RunAsync(new InvoiceVisit.Input(id, key, PurchaseOrder: form[VisitOrder.Field]), ct),
            "proforma" => await invoice.RunAsync(new InvoiceVisit.Input(id, key, Issue: false, PurchaseOrder: form[VisitOrder.Field]), ct),
            "attach" or "issue" => await attach.RunAsync(new AttachVisitInvoice.Input(id, key, form.Of, PurchaseOrder: form[VisitOrder.Field]), ct),
            "pay" => form.Choice<PaymentMethod>("paid-by") is { } method
                ? await pay.RunAsync(new PayVisit.Input(id, key, method, form.Number("amount") ?? 0, form["reference"]), ct)
                : Refusal.Invalid("Interventions.MethodMissing"),
            "mail" => await mail.RunAsync(new MailVisitReport.Input(id, key), ct),
            _ => Result.Done,
        };
    }
}

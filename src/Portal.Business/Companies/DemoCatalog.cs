using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>Products of the demonstration companies; reads the catalog that was just added to the context.</summary>
internal sealed class DemoCatalog(PortalDbContext db)
{
    public void AddQuebecProducts(LegalEntity entity)
    {
        Add(entity, "INST-H", "Installation, heure de technicien", "Installation, technician’s hour", ProductKind.Service, 95m, "h", "TPS+TVQ", "4000");
        Add(entity, "ENT-H", "Entretien, heure de technicien", "Maintenance, technician’s hour", ProductKind.Service, 88m, "h", "TPS+TVQ", "4000");
        Add(entity, "DEPL", "Déplacement, zone métropolitaine", "Travel, metropolitan area", ProductKind.Service, 65m, "", "TPS+TVQ", "4000");
        Add(entity, "CONC-H", "Conception graphique, heure", "Graphic design, hour", ProductKind.Service, 105m, "h", "TPS+TVQ", "4000");
        Add(entity, "SOUT-H", "Soutien technique, heure prépayée", "Technical support, prepaid hour", ProductKind.Service, 110m, "h", "TPS+TVQ", "4000");
        Add(entity, "CV-500", "Cartes professionnelles, boîte de 500", "Business cards, box of 500", ProductKind.Goods, 79m, "boîte", "TPS+TVQ", "4100", "box");
        Add(entity, "DEP-A5", "Dépliant trois volets, le cent", "Leaflet with three panels, per hundred", ProductKind.Goods, 42.50m, "paquet", "TPS+TVQ", "4100", "pack");
        Add(entity, "AFF-24", "Affiche 24 × 36 po, papier satiné", "Poster 24 × 36 in, satin paper", ProductKind.Goods, 28.75m, "", "TPS+TVQ", "4100");
        Add(entity, "ENS-ALU", "Enseigne en aluminium, pied carré", "Aluminium sign, square foot", ProductKind.Goods, 18.90m, "pi²", "TPS+TVQ", "4100", "sq ft");
        Add(entity, "LET-VIT", "Lettrage de vitrine, pied linéaire", "Window lettering, linear foot", ProductKind.Goods, 14.25m, "pi", "TPS+TVQ", "4100", "ft");
        Add(entity, "LIVRE", "Livre relié (TPS seulement)", "Bound book (GST only)", ProductKind.Goods, 34.95m, "", "TPS", "4100");
        Add(entity, "IMP-NB", "Impression noir et blanc, la page", "Black-and-white print, per page", ProductKind.Goods, 0.045m, "page", "TPS+TVQ", "4100");
    }

    public void AddFrenchProducts(LegalEntity entity)
    {
        Add(entity, "INST-H", "Pose, heure de technicien", "Installation, technician’s hour", ProductKind.Service, 62m, "h", "TVA20", "706000");
        Add(entity, "ENT-H", "Maintenance, heure de technicien", "Maintenance, technician’s hour", ProductKind.Service, 58m, "h", "TVA20", "706000");
        Add(entity, "REN-H", "Rénovation de logement, heure", "Renovation of a dwelling, hour", ProductKind.Service, 54m, "h", "TVA10", "706000");
        Add(entity, "ISO-M2", "Isolation de combles, m²", "Loft insulation, m²", ProductKind.Service, 35m, "m²", "TVA5.5", "706000");
        Add(entity, "DEPL", "Déplacement, agglomération lyonnaise", "Travel, Lyon area", ProductKind.Service, 45m, "", "TVA20", "706000");
        Add(entity, "CV-500", "Cartes de visite, boîte de 500", "Business cards, box of 500", ProductKind.Goods, 59m, "boîte", "TVA20", "707000", "box");
        Add(entity, "LIVRE", "Livre relié", "Bound book", ProductKind.Goods, 24.90m, "", "TVA5.5", "707000");
        Add(entity, "ENS-M2", "Enseigne en aluminium, m²", "Aluminium sign, m²", ProductKind.Goods, 165m, "m²", "TVA20", "707000");
    }

    public long PositionId(LegalEntity entity, string code) => db.FiscalPositions.Local.Single(p => p.LegalEntityId == entity.Id && p.Code == code).Id;

    public long TermsId(string code) => db.PaymentTerms.Local.Single(t => t.Code == code).Id;

    public long AccountId(LegalEntity entity, string number) => db.GlAccounts.Local.Single(a => a.LegalEntityId == entity.Id && a.Number == number).Id;

    private void Add(
        LegalEntity entity, string code, string french, string english, ProductKind kind, decimal price, string unit, string taxCode, string account,
        string? unitEnglish = null) =>
        db.Products.Add(new Product
        {
            LegalEntityId = entity.Id,
            Code = code,
            Name = new LocalText(french, english),
            Kind = kind,
            UnitPrice = price,
            PurchaseCost = kind == ProductKind.Goods ? Money.RoundUnitPrice(price * 0.55m) : 0,
            Unit = new LocalText(unit, unitEnglish ?? unit),
            TaxCodeId = db.TaxCodes.Local.Single(t => t.LegalEntityId == entity.Id && t.Code == taxCode).Id,
            GlAccountId = AccountId(entity, account),
        }.IndexForSearch());
}

package com.storefront.accounts.imports.web;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.storefront.accounts.imports.CustomerImport;
import com.storefront.accounts.imports.ImportStatus;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.hateoas.server.mvc.WebMvcLinkBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Links an import to its result, and to its cancellation while it is running. */
@Component
class ImportModelAssembler
    implements RepresentationModelAssembler<CustomerImport, EntityModel<ImportView>> {

  @Override
  public EntityModel<ImportView> toModel(CustomerImport imported) {
    WebMvcLinkBuilder collection = linkTo(ImportController.class);
    WebMvcLinkBuilder self = collection.slash(imported.id());
    EntityModel<ImportView> model =
        EntityModel.of(
            ImportView.of(imported),
            self.withSelfRel(),
            collection.withRel(IanaLinkRelations.COLLECTION),
            self.slash("result.csv").withRel("result"));
    if (imported.status() == ImportStatus.RUNNING) {
      model.add(self.slash("cancellation").withRel("cancellation"));
    }
    return model;
  }

  ResponseEntity<EntityModel<ImportView>> answer(
      ResponseEntity.BodyBuilder status, CustomerImport imported) {
    return status.eTag(String.valueOf(imported.version())).body(toModel(imported));
  }
}

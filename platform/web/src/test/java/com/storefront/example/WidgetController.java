package com.storefront.example;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;
import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.methodOn;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.sample.SampleStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Sort;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Uses every convention once. */
@RestController
@RequestMapping("/widgets")
class WidgetController {

  private final Widgets widgets;

  WidgetController(Widgets widgets) {
    this.widgets = widgets;
  }

  @GetMapping
  PagedModel<WidgetView> page(
      @Valid @ParameterObject Paging paging,
      @RequestParam(required = false) @Nullable Colour colour) {
    Page<WidgetView> one =
        new PageImpl<>(List.of(widgets.find("known")), paging.toPageable(Sort.unsorted()), 1);
    return Pages.of(one, WidgetView.class, widget -> widget);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<WidgetView> make(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(min = 1, max = 255)
          String key,
      @Valid @RequestBody MakeWidget widget) {
    WidgetView made = widgets.make(widget);
    return ResponseEntity.created(URI.create("/example/widgets/known"))
        .eTag(String.valueOf(made.getVersion()))
        .body(made);
  }

  @GetMapping("/{id}")
  ResponseEntity<WidgetView> read(@PathVariable String id) {
    WidgetView widget = widgets.find(id);
    widget.add(linkTo(methodOn(WidgetController.class).read(id)).withSelfRel());
    return ResponseEntity.ok().eTag(String.valueOf(widget.getVersion())).body(widget);
  }

  @PutMapping("/{id}")
  ResponseEntity<WidgetView> replace(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody MakeWidget widget) {
    expected.check(widgets.find(id).getVersion());
    return ResponseEntity.ok().eTag(String.valueOf(1)).body(widgets.make(widget));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id, @RequestHeader(IF_MATCH) ExpectedVersion expected) {
    expected.check(widgets.find(id).getVersion());
  }

  @GetMapping("/numbered/{number}")
  SampleStep numbered(
      @PathVariable long number,
      @RequestParam String word,
      @RequestParam @Size(max = 3) String tag) {
    return new SampleStep(word, number, 0, tag);
  }

  @ConditionalOnBooleanProperty("storefront.sample-data.enabled")
  @RestController
  @RequestMapping("/widgets/sample")
  static class Sample {

    @RequestMapping(method = {RequestMethod.POST, RequestMethod.GET})
    SampleStep sample() {
      return new SampleStep("widgets", 1, 0, "1 widget made");
    }
  }
}

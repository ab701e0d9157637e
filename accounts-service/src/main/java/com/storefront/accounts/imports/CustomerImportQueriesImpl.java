package com.storefront.accounts.imports;

import com.storefront.messaging.query.Keyset;
import com.storefront.messaging.query.NumberedPages;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Window;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

class CustomerImportQueriesImpl implements CustomerImportQueries {

  private final MongoOperations mongo;

  CustomerImportQueriesImpl(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Page<CustomerImport> findPage(Pageable pageable) {
    return NumberedPages.find(mongo, new Query(), pageable, CustomerImport.class);
  }

  @Override
  public Window<CustomerImport> findWindow(Keyset keyset) {
    return keyset.find(mongo, new Query(), CustomerImport.class);
  }
}
